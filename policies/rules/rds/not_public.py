"""RDS-02: databases have no public address."""

from policies.reading.demands import none_true, setting
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="RDS-02",
    title=Text(
        ja="RDSに公開アドレスを持たせないこと",
        en="Databases have no public address",
    ),
    remedy=Text(
        ja="publiclyAccessibleを外すかfalseにする",
        en="leave publiclyAccessible out, or set it to false",
    ),
    severity=Severity.CRITICAL,
    types=(
        "aws:rds/instance:Instance",
        "aws:rds/clusterInstance:ClusterInstance",
        "aws:rds/cluster:Cluster",
    ),
    uses=("publiclyAccessible",),
    controls={
        "CIS AWS 3.0": ("2.3.3",),
        "CIS AWS 5.0": ("2.2.3",),
        "AWS FSBP": ("RDS.2",),
        "NIST SP 800-53 r5": ("AC-3",),
        "統一基準 R7": ("6.4.1(2)(a)",),
    },
    check=none_true("publiclyAccessible"),
    compliant={"publiclyAccessible": False},
    violating={"publiclyAccessible": True},
    remediate=setting(publiclyAccessible=False),
)

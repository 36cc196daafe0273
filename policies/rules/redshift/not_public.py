"""RSH-02: warehouses have no public address."""

from policies.reading.demands import none_true, setting
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="RSH-02",
    title=Text(
        ja="Redshiftに公開アドレスを持たせないこと",
        en="Warehouses have no public address",
    ),
    remedy=Text(
        ja="publiclyAccessibleを外すかfalseにする",
        en="leave publiclyAccessible out, or set it to false",
    ),
    severity=Severity.CRITICAL,
    types=("aws:redshift/cluster:Cluster",),
    uses=("publiclyAccessible",),
    controls={
        "AWS FSBP": ("Redshift.1",),
        "NIST SP 800-53 r5": ("AC-3",),
        "統一基準 R7": ("6.4.1(2)(a)",),
    },
    check=none_true("publiclyAccessible"),
    compliant={"publiclyAccessible": False},
    violating={"publiclyAccessible": True},
    remediate=setting(publiclyAccessible=False),
)

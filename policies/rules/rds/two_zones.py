"""RDS-05: databases stand by in a second zone."""

from policies.reading.demands import all_true, unless
from policies.rule import Rule, Severity, Text

# A replica is a second copy itself.
check = unless("replicateSourceDb", all_true("multiAz"))

RULE = Rule(
    id="RDS-05",
    title=Text(
        ja="RDSを複数のアベイラビリティーゾーンに置くこと",
        en="Databases stand by in a second zone",
    ),
    remedy=Text(
        ja="multiAzをtrueにする",
        en="set multiAz to true",
    ),
    severity=Severity.MEDIUM,
    types=("aws:rds/instance:Instance",),
    uses=("multiAz",),
    controls={
        "CIS AWS 5.0": ("2.2.4",),
        "AWS FSBP": ("RDS.5",),
        "NIST SP 800-53 r5": ("CP-10",),
        "統一基準 R7": ("5.2.1(3)(a)(エ)",),
    },
    check=check,
    compliant={"multiAz": True},
    violating={"multiAz": False},
)

"""RDS-09: databases take in minor upgrades by themselves."""

from policies.reading.demands import setting
from policies.rule import Properties, Rule, Severity, Text


def check(properties: Properties) -> str | None:
    """Return that upgrades are off; they are on where nothing is said."""
    off = properties.get("autoMinorVersionUpgrade") is False
    return "autoMinorVersionUpgrade is false" if off else None


RULE = Rule(
    id="RDS-09",
    title=Text(
        ja="RDSのマイナーバージョンを自動で更新すること",
        en="Databases take in minor upgrades by themselves",
    ),
    remedy=Text(
        ja="autoMinorVersionUpgradeをfalseにしない",
        en="don't set autoMinorVersionUpgrade to false",
    ),
    severity=Severity.MEDIUM,
    types=(
        "aws:rds/instance:Instance",
        "aws:rds/clusterInstance:ClusterInstance",
    ),
    uses=("autoMinorVersionUpgrade",),
    controls={
        "CIS AWS 3.0": ("2.3.2",),
        "CIS AWS 5.0": ("2.2.2",),
        "AWS FSBP": ("RDS.13",),
        "統一基準 R7": ("7.2.1(1)(a)",),
    },
    check=check,
    compliant={"autoMinorVersionUpgrade": True},
    violating={"autoMinorVersionUpgrade": False},
    remediate=setting(autoMinorVersionUpgrade=True),
)

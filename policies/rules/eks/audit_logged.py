"""EKS-03: clusters write audit logs."""

from policies.reading.values import texts_at
from policies.rule import Properties, Rule, Severity, Text


def check(properties: Properties) -> str | None:
    """Return that nobody could tell who did what."""
    audited = "audit" in texts_at(properties, "enabledClusterLogTypes")
    return None if audited else "enabledClusterLogTypes has no audit"


RULE = Rule(
    id="EKS-03",
    title=Text(
        ja="EKSの監査ログを取得すること",
        en="Clusters write audit logs",
    ),
    remedy=Text(
        ja="enabledClusterLogTypesにauditを含める",
        en="put audit into enabledClusterLogTypes",
    ),
    severity=Severity.MEDIUM,
    types=("aws:eks/cluster:Cluster",),
    uses=("enabledClusterLogTypes",),
    controls={
        "AWS FSBP": ("EKS.8",),
        "統一基準 R7": ("7.1.4(1)(b)",),
    },
    check=check,
    compliant={"enabledClusterLogTypes": ["audit"]},
    violating={"enabledClusterLogTypes": ["api"]},
)

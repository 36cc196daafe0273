"""The cell for a system's composition: what the platform provisions for it, in a few lines."""

from kyotsu.ledger.words import INGRESS, NOT_PLANNED, lines, text
from tenancy.plan import TenantPlan
from tenancy.vocabulary import Text


def of(plan: TenantPlan | None) -> Text:
    """Return the composition of a planned environment."""
    if plan is None:
        return NOT_PLANNED
    network = plan.network
    zones = ", ".join(network.zones)
    tiers = ", ".join(tier.name for tier in network.tiers)
    groups = len(plan.logs.groups)
    keys = ", ".join(plan.keys.purposes)
    return lines(
        (
            text(
                f"専用のAWSアカウント {plan.account_name}",
                f"An AWS account of its own, {plan.account_name}",
            ),
            text(
                f"仮想ネットワーク {network.cidr}({zones};階層 {tiers})",
                f"A virtual network, {network.cidr} ({zones}; tiers {tiers})",
            ),
            INGRESS[network.ingress],
            text(
                f"ロググループ {groups}個({plan.logs.retention_days}日間検索可能)",
                f"{groups} log groups, searchable for {plan.logs.retention_days} days",
            ),
            text(f"暗号鍵:{keys}", f"Encryption keys: {keys}"),
        )
    )

"""How the foundation's cost is shared among tenants: the rule is a setting of the stage."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from kyotsu.prices.cost import Cost
from kyotsu.prices.money import CENT, NOTHING, ZERO, Range, split
from tenancy.stage.cost import Sharing

ATTACHMENT: Final = "transit-gateway-attachment-hour"


def weight(rule: Sharing, own: Cost) -> Decimal:
    """Return what a tenant's share is in proportion to.

    `equal`: the same for all. `attachment`: the hours for which its network is attached to the hub.
    `use`: what its own use costs, guesses taken halfway.
    """
    if rule == "equal":
        return Decimal(1)
    if rule == "attachment":
        return sum((line.quantity.low for line in own.lines if line.price == ATTACHMENT), ZERO)
    return own.by_use.middle


def shares(rule: Sharing, foundation: Cost, tenants: Mapping[str, Cost]) -> dict[str, Range]:
    """Return each tenant's share, in whole cents; they add up to the foundation's cost exactly.

    Where the rule gives everybody nothing (nobody is attached, or nobody declared any use), all get
    the same.
    """
    if not tenants:
        return {}
    weights = {key: weight(rule, own) for key, own in tenants.items()}
    whole = foundation.total
    lows = split(whole.low, weights, CENT)
    spread = split(whole.high - whole.low, weights, CENT) if whole.guessed else {}
    return {
        key: Range(lows[key], lows[key] + spread.get(key, ZERO)) if whole != NOTHING else NOTHING
        for key in tenants
    }

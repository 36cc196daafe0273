"""NFW-02: firewalls pass nothing that no rule has looked at."""

from policies.reading.values import texts_at
from policies.rule import Properties, Rule, Severity, Text

ACTIONS = ("statelessDefaultActions", "statelessFragmentDefaultActions")
SAFE = {"aws:drop", "aws:forward_to_sfe"}


def check(properties: Properties) -> str | None:
    """Return which default lets packets through."""
    for name in ACTIONS:
        if not SAFE & set(texts_at(properties, f"firewallPolicy.{name}")):
            return f"firewallPolicy.{name} has neither of {', '.join(sorted(SAFE))}"
    return None


def _policy(action: str) -> Properties:
    return {"firewallPolicy": {ACTIONS[0]: [action], ACTIONS[1]: ["aws:drop"]}}


RULE = Rule(
    id="NFW-02",
    title=Text(
        ja="ファイアウォールの既定の動作で通信を素通しさせないこと",
        en="Firewalls pass nothing that no rule has looked at",
    ),
    remedy=Text(
        ja="ステートレスの既定の動作をaws:dropまたはaws:forward_to_sfeにする",
        en="set the stateless default actions to aws:drop or aws:forward_to_sfe",
    ),
    severity=Severity.HIGH,
    types=("aws:networkfirewall/firewallPolicy:FirewallPolicy",),
    uses=(),
    controls={
        "AWS FSBP": (
            "NetworkFirewall.4",
            "NetworkFirewall.5",
        ),
        "統一基準 R7": ("6.4.1(2)(a)",),
    },
    check=check,
    compliant=_policy("aws:forward_to_sfe"),
    violating=_policy("aws:pass"),
)

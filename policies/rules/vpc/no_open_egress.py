"""VPC-05: groups don't let everything out to the internet."""

from functools import partial

from policies.reading.openings import Opening, group_openings, no_opening
from policies.reading.tokens import GROUP_EGRESS
from policies.rule import Properties, Rule, Severity, Text

EGRESS = partial(group_openings, direction="egress")


def _rule(cidr: str) -> Properties:
    return {"ipProtocol": "-1", "cidrIpv4": cidr}


RULE = Rule(
    id="VPC-05",
    title=Text(
        ja="インターネットへの全ての通信を許可しないこと",
        en="Groups don't let everything out to the internet",
    ),
    remedy=Text(
        ja="宛先またはポートを限る",
        en="name the destination or the port",
    ),
    severity=Severity.MEDIUM,
    types=GROUP_EGRESS,
    uses=(),
    controls={
        "統一基準 R7": (
            "6.4.1(1)-1 b)",
            "6.4.1(2)(a)",
        ),
    },
    check=no_opening(
        EGRESS, "lets everything out to the internet", Opening.is_internet, Opening.is_everything
    ),
    compliant=_rule("10.0.0.0/16"),
    violating=_rule("0.0.0.0/0"),
)

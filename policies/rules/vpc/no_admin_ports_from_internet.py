"""VPC-03: groups let nobody reach SSH or RDP from the internet."""

from functools import partial

from policies.reading.openings import ADMIN_PORTS, Opening, group_openings, no_opening
from policies.reading.tokens import GROUP_INGRESS
from policies.rule import Properties, Rule, Severity, Text

INGRESS = partial(group_openings, direction="ingress")


def covers(opening: Opening) -> bool:
    """Whether an opening takes in SSH or RDP."""
    return opening.covers(*ADMIN_PORTS)


def _rule(cidr: str) -> Properties:
    return {"ipProtocol": "tcp", "fromPort": 22.0, "toPort": 22.0, "cidrIpv4": cidr}


RULE = Rule(
    id="VPC-03",
    title=Text(
        ja="インターネットから管理用ポートへの通信を許可しないこと",
        en="Groups let nobody reach SSH or RDP from the internet",
    ),
    remedy=Text(
        ja="Systems Manager経由とし、送信元を限る",
        en="use Systems Manager instead, or name the source",
    ),
    severity=Severity.CRITICAL,
    types=GROUP_INGRESS,
    uses=(),
    controls={
        "CIS AWS 3.0": (
            "5.2",
            "5.3",
        ),
        "CIS AWS 5.0": (
            "5.3",
            "5.4",
        ),
        "AWS FSBP": ("EC2.19",),
        "NIST SP 800-53 r5": (
            "CM-7",
            "SC-7(5)",
        ),
        "統一基準 R7": ("6.4.1(2)(a)",),
    },
    check=no_opening(INGRESS, "opens SSH or RDP to the internet", Opening.is_internet, covers),
    compliant=_rule("10.0.0.0/16"),
    violating=_rule("0.0.0.0/0"),
)

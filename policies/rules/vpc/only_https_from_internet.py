"""VPC-04: groups let in nothing but HTTPS from the internet."""

from functools import partial

from policies.reading.openings import Opening, group_openings, no_opening
from policies.reading.tokens import GROUP_INGRESS
from policies.rule import Properties, Rule, Severity, Text

INGRESS = partial(group_openings, direction="ingress")
HTTPS = 443


def is_more(opening: Opening) -> bool:
    """Whether an opening is anything else than HTTPS alone."""
    return not opening.is_only(HTTPS)


def _rule(last: float) -> Properties:
    return {"ipProtocol": "tcp", "fromPort": 443.0, "toPort": last, "cidrIpv4": "0.0.0.0/0"}


RULE = Rule(
    id="VPC-04",
    title=Text(
        ja="インターネットからはHTTPSだけを受け入れること",
        en="Groups let in nothing but HTTPS from the internet",
    ),
    remedy=Text(
        ja="送信元を限るか、TCPの443だけにする",
        en="name the source, or open TCP 443 alone",
    ),
    severity=Severity.HIGH,
    types=GROUP_INGRESS,
    uses=(),
    controls={
        "AWS FSBP": ("EC2.18",),
        "NIST SP 800-53 r5": ("SC-7(5)",),
        "統一基準 R7": (
            "6.4.1(2)(a)",
            "6.4.1(2)-1 b)",
        ),
    },
    check=no_opening(
        INGRESS, "opens more than HTTPS to the internet", Opening.is_internet, is_more
    ),
    compliant=_rule(443.0),
    violating=_rule(65535.0),
)

"""ALB-01: listeners take encrypted traffic, or redirect to it."""

from policies.reading.tokens import LISTENERS
from policies.reading.values import objects_at, value_at
from policies.rule import Properties, Rule, Severity, Text

SAFE = (None, "HTTPS", "TLS", "GENEVE")  # gateway load balancers' listeners have no protocol


def check(properties: Properties) -> str | None:
    """Return that plain traffic is taken; plain HTTP may only be told to come back over HTTPS."""
    protocol = properties.get("protocol")
    if protocol in SAFE:
        return None
    if protocol != "HTTP":
        return "protocol is not HTTPS or TLS"
    actions = objects_at(properties, "defaultActions")
    redirected = bool(actions) and all(map(_goes_to_https, actions))
    return None if redirected else "protocol is HTTP, and not all is redirected to HTTPS"


def _goes_to_https(action: Properties) -> bool:
    return (
        value_at(action, "type") == "redirect" and value_at(action, "redirect.protocol") == "HTTPS"
    )


def _to(protocol: str) -> Properties:
    return {"type": "redirect", "redirect": {"statusCode": "HTTP_301", "protocol": protocol}}


RULE = Rule(
    id="ALB-01",
    title=Text(
        ja="ロードバランサーは暗号化された通信だけを受けること",
        en="Listeners take encrypted traffic, or redirect to it",
    ),
    remedy=Text(
        ja="protocolをHTTPSかTLSにするか、HTTPSへ転送する",
        en="set protocol to HTTPS or TLS, or redirect to HTTPS",
    ),
    severity=Severity.HIGH,
    types=LISTENERS,
    uses=("protocol",),
    controls={
        "AWS FSBP": (
            "ELB.1",
            "ELB.18",
        ),
        "NIST SP 800-53 r5": ("SC-8(1)",),
        "統一基準 R7": (
            "6.2.3(1)(d)",
            "6.4.1(1)(c)",
        ),
    },
    check=check,
    compliant={"protocol": "HTTP", "defaultActions": [_to("HTTPS")]},
    violating={"protocol": "HTTP", "defaultActions": [_to("HTTP")]},
)

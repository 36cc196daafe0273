"""ALB-02: listeners speak TLS 1.2 or newer."""

from policies.reading.tokens import LISTENERS
from policies.rule import Properties, Rule, Severity, Text

# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
MODERN = tuple(
    f"ELBSecurityPolicy-{name}" for name in ("TLS13-1-2-", "TLS13-1-3-", "TLS-1-2-2017", "FS-1-2-")
)


def check(properties: Properties) -> str | None:
    """Return that old versions are spoken, as they are by AWS's default."""
    if properties.get("protocol") not in ("HTTPS", "TLS"):
        return None
    policy = properties.get("sslPolicy")
    modern = isinstance(policy, str) and policy.startswith(MODERN)
    return None if modern else "sslPolicy is not one of TLS 1.2 or newer"


RULE = Rule(
    id="ALB-02",
    title=Text(
        ja="ロードバランサーはTLS 1.2以上だけを使うこと",
        en="Listeners speak TLS 1.2 or newer",
    ),
    remedy=Text(
        ja="sslPolicyをELBSecurityPolicy-TLS13-1-2-2021-06などにする",
        en="set sslPolicy to ELBSecurityPolicy-TLS13-1-2-2021-06 or a stricter one",
    ),
    severity=Severity.HIGH,
    types=LISTENERS,
    uses=(
        "protocol",
        "sslPolicy",
    ),
    controls={
        "AWS FSBP": ("ELB.17",),
        "NIST SP 800-53 r5": ("SC-8(1)",),
        "統一基準 R7": ("7.1.5(1)(b)",),
    },
    check=check,
    compliant={"protocol": "HTTPS", "sslPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06"},
    violating={"protocol": "HTTPS", "sslPolicy": "ELBSecurityPolicy-2016-08"},
)

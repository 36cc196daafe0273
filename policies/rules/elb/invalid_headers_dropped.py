"""ALB-03: load balancers drop headers that are not valid."""

from policies.reading.demands import setting
from policies.reading.tokens import LOAD_BALANCERS
from policies.rule import Properties, Rule, Severity, Text


def check(properties: Properties) -> str | None:
    """Return that they pass; only application load balancers read requests."""
    if properties.get("loadBalancerType", "application") != "application":
        return None
    dropped = properties.get("dropInvalidHeaderFields") is True
    return None if dropped else "dropInvalidHeaderFields is not true"


RULE = Rule(
    id="ALB-03",
    title=Text(
        ja="ロードバランサーは不正なヘッダーを破棄すること",
        en="Load balancers drop headers that are not valid",
    ),
    remedy=Text(
        ja="dropInvalidHeaderFieldsをtrueにする",
        en="set dropInvalidHeaderFields to true",
    ),
    severity=Severity.MEDIUM,
    types=LOAD_BALANCERS,
    uses=(
        "loadBalancerType",
        "dropInvalidHeaderFields",
    ),
    controls={
        "AWS FSBP": ("ELB.4",),
        "NIST SP 800-53 r5": ("SC-8(2)",),
        "統一基準 R7": ("6.4.1(2)-1 a)",),
    },
    check=check,
    compliant={"dropInvalidHeaderFields": True},
    violating={"dropInvalidHeaderFields": False},
    remediate=setting(dropInvalidHeaderFields=True),
)

"""ALB-04: load balancers log who comes in."""

from policies.reading.demands import all_set, all_true, every
from policies.reading.tokens import LOAD_BALANCERS
from policies.rule import Properties, Rule, Severity, Text

LOGGED = every(all_true("accessLogs.enabled"), all_set("accessLogs.bucket"))


def check(properties: Properties) -> str | None:
    """Return what is missing; gateway load balancers can't write access logs."""
    return None if properties.get("loadBalancerType") == "gateway" else LOGGED(properties)


RULE = Rule(
    id="ALB-04",
    title=Text(
        ja="ロードバランサーのアクセスログを取得すること",
        en="Load balancers log who comes in",
    ),
    remedy=Text(
        ja="accessLogsを有効にし、バケットを指定する",
        en="switch accessLogs on, with a bucket",
    ),
    severity=Severity.MEDIUM,
    types=LOAD_BALANCERS,
    uses=("loadBalancerType",),
    controls={
        "AWS FSBP": ("ELB.5",),
        "NIST SP 800-53 r5": ("AU-12",),
        "統一基準 R7": ("7.1.4(1)(b)",),
    },
    check=check,
    compliant={"accessLogs": {"enabled": True, "bucket": "access-logs"}},
    violating={"accessLogs": {"enabled": False, "bucket": "access-logs"}},
)

"""LMB-01: functions are called by nobody without saying whose they are."""

from policies.reading.examples import ACCOUNT
from policies.reading.values import is_set
from policies.rule import Properties, Rule, Severity, Text

BOUNDS = ("principalOrgId", "sourceAccount", "sourceArn")


def check(properties: Properties) -> str | None:
    """Return that strangers may call, by themselves or through a service."""
    principal = properties.get("principal")
    if not isinstance(principal, str):
        return "principal is not set"
    if any(is_set(properties, bound) for bound in BOUNDS):
        return None
    if principal == "*":
        return "principal is anyone"
    if principal.endswith(".amazonaws.com"):
        return "sourceArn and sourceAccount are not set"
    return None


RULE = Rule(
    id="LMB-01",
    title=Text(
        ja="Lambdaの実行を不特定の者に許可しないこと",
        en="Functions are called by nobody without saying whose they are",
    ),
    remedy=Text(
        ja="principalを限定し、サービスにはsourceArnまたはsourceAccountを付ける",
        en="name the principal; for a service add sourceArn or sourceAccount",
    ),
    severity=Severity.CRITICAL,
    types=("aws:lambda/permission:Permission",),
    uses=("principal",),
    controls={
        "AWS FSBP": ("Lambda.1",),
        "NIST SP 800-53 r5": ("AC-3",),
        "統一基準 R7": ("7.1.2(1)(a)",),
    },
    check=check,
    compliant={"principal": "s3.amazonaws.com", "sourceAccount": ACCOUNT},
    violating={"principal": "s3.amazonaws.com"},
)

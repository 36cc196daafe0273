"""IAM-06: services take on roles only for accounts of ours."""

from policies.reading.documents import (
    BOUNDS,
    Statement,
    allows,
    every_statement,
    is_bound,
    principals_of,
)
from policies.reading.examples import ACCOUNT, trust
from policies.rule import Rule, Severity, Text

LOGS = {"Service": "logs.ap-northeast-1.amazonaws.com"}
# Services that act for whoever asks, and for which AWS documents such conditions in trust policies:
# https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
DEPUTIES = frozenset({"firehose", "logs", "pipes", "scheduler", "ssm", "states", "vpc-flow-logs"})


def problem(statement: Statement) -> str | None:
    """Return that a service could be used by strangers to take on the role."""
    if not allows(statement) or is_bound(statement, BOUNDS):
        return None
    names = {who.split(".")[0] for kind, who in principals_of(statement) if kind == "Service"}
    return "doesn't say for whom the service may act" if names & DEPUTIES else None


RULE = Rule(
    id="IAM-06",
    title=Text(
        ja="サービスへの信頼は呼び出し元のアカウントを限定すること",
        en="Services take on roles only for accounts of ours",
    ),
    remedy=Text(
        ja="aws:SourceAccountまたはaws:SourceArnの条件を付ける",
        en="add a condition on aws:SourceAccount or aws:SourceArn",
    ),
    severity=Severity.HIGH,
    types=("aws:iam/role:Role",),
    uses=("assumeRolePolicy",),
    controls={
        "統一基準 R7": ("7.1.2(1)(a)",),
    },
    check=every_statement("assumeRolePolicy", problem),
    compliant={"assumeRolePolicy": trust(LOGS, {"StringEquals": {"aws:SourceAccount": ACCOUNT}})},
    violating={"assumeRolePolicy": trust(LOGS)},
)

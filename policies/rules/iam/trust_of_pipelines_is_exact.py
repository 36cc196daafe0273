"""IAM-05: trust in outside identities names their audience and subject exactly."""

from collections.abc import Mapping

from policies.reading.documents import Statement, every_statement, grants
from policies.reading.examples import ACCOUNT, trust
from policies.reading.values import value_at
from policies.rule import Rule, Severity, Text

PROVIDER = f"arn:aws:iam::{ACCOUNT}:oidc-provider/issuer.example.com"
WEB_IDENTITY = "sts:AssumeRoleWithWebIdentity"


def problem(statement: Statement) -> str | None:
    """Return which of the two claims a statement leaves open."""
    if not grants(statement, WEB_IDENTITY):
        return None
    demanded = _demanded(statement)
    missing = [claim for claim in ("aud", "sub") if claim not in demanded]
    return f"doesn't demand an exact {' and '.join(missing)}" if missing else None


def _demanded(statement: Statement) -> set[str]:
    keys = value_at(statement, "Condition.StringEquals")
    return {str(key).rpartition(":")[2] for key in keys} if isinstance(keys, Mapping) else set()


def _exactly(**claims: str) -> Mapping[str, Mapping[str, str]]:
    return {"StringEquals": {f"issuer.example.com:{name}": claims[name] for name in claims}}


RULE = Rule(
    id="IAM-05",
    title=Text(
        ja="外部IDプロバイダーへの信頼はaudとsubを正確に指定すること",
        en="Trust in outside identities names their audience and subject exactly",
    ),
    remedy=Text(
        ja="条件のStringEqualsで、プロバイダーのaudとsubを指定する",
        en="demand the provider's aud and sub with StringEquals, without wildcards",
    ),
    severity=Severity.CRITICAL,
    types=("aws:iam/role:Role",),
    uses=("assumeRolePolicy",),
    controls={
        "統一基準 R7": ("7.1.1(1)(a)",),
    },
    check=every_statement("assumeRolePolicy", problem),
    compliant={
        "assumeRolePolicy": trust(
            {"Federated": PROVIDER}, _exactly(aud="sts.amazonaws.com", sub="repo:a/b")
        )
    },
    violating={
        "assumeRolePolicy": trust({"Federated": PROVIDER}, _exactly(aud="sts.amazonaws.com"))
    },
)

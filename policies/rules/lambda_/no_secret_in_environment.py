"""LMB-04: environments of functions hold no secret."""

from collections.abc import Mapping

from policies.reading.secrets import names_secret
from policies.reading.values import value_at
from policies.rule import Properties, Rule, Severity, Text


def check(properties: Properties) -> str | None:
    """Return that a variable's name is that of a secret."""
    variables = value_at(properties, "environment.variables")
    if isinstance(variables, Mapping) and any(names_secret(str(name)) for name in variables):
        return "environment.variables has what looks like a secret"
    return None


RULE = Rule(
    id="LMB-04",
    title=Text(
        ja="Lambdaの環境変数に秘密情報を書かないこと",
        en="Environments of functions hold no secret",
    ),
    remedy=Text(
        ja="Secrets Managerから実行時に取得する",
        en="fetch it from Secrets Manager when the function runs",
    ),
    severity=Severity.HIGH,
    types=("aws:lambda/function:Function",),
    uses=("environment",),
    controls={
        "統一基準 R7": ("7.1.1(2)(a)",),
    },
    check=check,
    compliant={"environment": {"variables": {}}},
    violating={"environment": {"variables": {"DB_PASSWORD": "x"}}},
)

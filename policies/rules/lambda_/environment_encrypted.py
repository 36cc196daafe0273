"""LMB-05: environments of functions are encrypted under a key of ours."""

from policies.reading.demands import own_key
from policies.reading.examples import KEY
from policies.reading.values import is_set
from policies.rule import Properties, Rule, Severity, Text

OWN_KEY = own_key("kmsKeyArn")


def check(properties: Properties) -> str | None:
    """Return that there is something to encrypt, and no key for it."""
    return OWN_KEY(properties) if is_set(properties, "environment") else None


RULE = Rule(
    id="LMB-05",
    title=Text(
        ja="Lambdaの環境変数を自前の鍵で暗号化すること",
        en="Environments of functions are encrypted under a key of ours",
    ),
    remedy=Text(
        ja="kmsKeyArnに自前の鍵を指定する",
        en="set kmsKeyArn to a key of ours",
    ),
    severity=Severity.MEDIUM,
    types=("aws:lambda/function:Function",),
    uses=(),
    controls={
        "統一基準 R7": ("7.1.5(1)(a)",),
    },
    check=check,
    compliant={"environment": {"variables": {"MODE": "x"}}, "kmsKeyArn": KEY},
    violating={"environment": {"variables": {"MODE": "x"}}},
)

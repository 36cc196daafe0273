"""SSM-01: parameters that hold secrets are encrypted under a key of ours."""

from policies.reading.demands import every, one_of, own_key
from policies.reading.examples import KEY
from policies.reading.secrets import names_secret
from policies.reading.values import value_at
from policies.rule import Properties, Rule, Severity, Text

ENCRYPTED = every(one_of("type", "SecureString"), own_key("keyId"))


def check(properties: Properties) -> str | None:
    """Return that a secret is in clear, or under a key of AWS's own; its name tells a secret."""
    secure = properties.get("type") == "SecureString"
    named = names_secret(str(value_at(properties, "name") or ""))
    return ENCRYPTED(properties) if secure or named else None


RULE = Rule(
    id="SSM-01",
    title=Text(
        ja="秘密情報のパラメータは自前の鍵で暗号化すること",
        en="Parameters that hold secrets are encrypted under a key of ours",
    ),
    remedy=Text(
        ja="typeをSecureStringにし、keyIdを指定する",
        en="set type to SecureString, and keyId",
    ),
    severity=Severity.HIGH,
    types=("aws:ssm/parameter:Parameter",),
    uses=("type",),
    controls={
        "統一基準 R7": (
            "7.1.5(1)(a)",
            "7.1.1(2)(a)",
        ),
    },
    check=check,
    compliant={"name": "/app/db-password", "type": "SecureString", "keyId": KEY},
    violating={"name": "/app/db-password", "type": "String", "keyId": KEY},
)

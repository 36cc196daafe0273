"""EC2-05: user data holds no secret."""

from base64 import b64decode

from policies.reading.secrets import holds_secret
from policies.rule import Properties, Rule, Severity, Text


def check(properties: Properties) -> str | None:
    """Return that a text looks as if a secret were written out in it."""
    for name in ("userData", "userDataBase64"):
        text = properties.get(name)
        if isinstance(text, str) and any(map(holds_secret, (text, _decoded(text)))):
            return f"{name} has what looks like a secret in it"
    return None


def _decoded(text: str) -> str:
    """Return what Base64 hides: launch templates take user data in no other form."""
    try:
        return b64decode(text, validate=True).decode(errors="replace")
    except ValueError:
        return ""


RULE = Rule(
    id="EC2-05",
    title=Text(
        ja="EC2のユーザーデータに秘密情報を書かないこと",
        en="User data holds no secret",
    ),
    remedy=Text(
        ja="Secrets Managerから起動時に取得する",
        en="fetch it from Secrets Manager when the server starts",
    ),
    severity=Severity.CRITICAL,
    types=(
        "aws:ec2/instance:Instance",
        "aws:ec2/launchTemplate:LaunchTemplate",
        "aws:ec2/launchConfiguration:LaunchConfiguration",
        "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
    ),
    uses=(
        "userData",
        "userDataBase64",
    ),
    controls={
        "統一基準 R7": ("7.1.1(2)(a)",),
    },
    check=check,
    compliant={"userData": "export DB_PASSWORD=$(fetch-secret db)"},
    violating={"userData": "export DB_PASSWORD=correct-horse"},
)

"""ORG-01: control policies are JSON within AWS's limit, and deny something."""

from policies.reading.documents import Statement, statements
from policies.reading.examples import document
from policies.reading.values import value_at
from policies.rule import Properties, Rule, Severity, Text

LIMIT = (
    5120  # https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
)
CONTROLS = (None, "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY")


def check(properties: Properties) -> str | None:
    """Return why the policy wouldn't hold anybody back. Other types (tags, backup) are let pass."""
    if properties.get("type") not in CONTROLS:
        return None
    found = statements(properties, "content")
    if isinstance(found, str):
        return found
    if len(str(properties.get("content"))) > LIMIT:
        return f"content is longer than {LIMIT} characters"
    return None if any(map(_denies, found)) else "content denies nothing"


def _denies(statement: Statement) -> bool:
    return value_at(statement, "Effect") == "Deny"


RULE = Rule(
    id="ORG-01",
    title=Text(
        ja="組織のポリシーは有効なJSONで、拒否を含み、5,120文字以内であること",
        en="Control policies are JSON within AWS's limit, and deny something",
    ),
    remedy=Text(
        ja="contentを5,120文字以内のJSONとし、Denyの文を入れる",
        en="write content as JSON of 5,120 characters or less, with a statement that denies",
    ),
    severity=Severity.HIGH,
    types=("aws:organizations/policy:Policy",),
    uses=(
        "content",
        "type",
    ),
    controls={
        "統一基準 R7": ("7.1.2(1)(a)",),
    },
    check=check,
    compliant={"content": document({"Effect": "Deny", "Action": "*", "Resource": "*"})},
    violating={"content": document({"Effect": "Allow", "Action": "*", "Resource": "*"})},
)

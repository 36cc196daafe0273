"""ORG-01: control policies are JSON within AWS's limit, and deny something."""

from policies.reading.documents import Statement, statements
from policies.reading.examples import document
from policies.reading.values import value_at
from policies.rule import Properties, Rule, Severity, Text

# https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
LIMITS = {None: 10_240, "SERVICE_CONTROL_POLICY": 10_240, "RESOURCE_CONTROL_POLICY": 5_120}


def check(properties: Properties) -> str | None:
    """Return why the policy wouldn't hold anybody back. Other types (tags, backup) are let pass."""
    kind = properties.get("type")
    limit = LIMITS.get(kind) if kind is None or isinstance(kind, str) else None
    if limit is None:
        return None
    found = statements(properties, "content")
    if isinstance(found, str):
        return found
    if len(str(properties.get("content"))) > limit:
        return f"content is longer than {limit} characters"
    return None if any(map(_denies, found)) else "content denies nothing"


def _denies(statement: Statement) -> bool:
    return value_at(statement, "Effect") == "Deny"


RULE = Rule(
    id="ORG-01",
    title=Text(
        ja="組織のポリシーは有効なJSONで、拒否を含み、AWSの上限の文字数以内であること",
        en="Control policies are JSON within AWS's limit, and deny something",
    ),
    remedy=Text(
        ja="contentを上限(サービスは10,240文字、リソースは5,120文字)以内のJSONとし、Denyの文を入れる",
        en="write content as JSON of at most 10,240 characters (5,120 for resources) that denies",
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

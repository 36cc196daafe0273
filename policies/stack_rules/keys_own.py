"""KMS-10: what keeps data uses a key of its own account, and keys let no foreigner in."""

from collections.abc import Iterator, Mapping
from typing import Any

from policies.facts import Facts
from policies.graph import Graph, Node
from policies.reading.documents import allows, is_bound
from policies.rule import UNKNOWN, Severity, Text
from policies.stack_rule import Found, StackRule, found, unreadable
from policies.stack_rules._documents import Unreadable, account_of, aws_principals, statements
from policies.stack_rules._examples import OTHER, OWN, TENANT, node, policy

KEY = "aws:kms/key:Key"
KEY_POLICIES = (KEY, "aws:kms/keyPolicy:KeyPolicy", "aws:kms/replicaKey:ReplicaKey")
KEYS = (KEY, "aws:kms/replicaKey:ReplicaKey", "aws:kms/alias:Alias")
NAMES = frozenset(
    {"kmsKeyId", "kmsKeyArn", "kmsMasterKeyId", "kmsKey", "keyArn", "masterUserSecretKmsKeyId"}
)
OURS = frozenset(
    {"aws:principalorgid", "kms:calleraccount", "aws:principalaccount", "aws:sourceorgid"}
)


def check(graph: Graph, _: Facts) -> Iterator[Found]:
    """Yield resources under a foreign key, and keys whose policy names a foreign account."""
    for one in graph.aws():
        for outer, value in one.properties.items():
            for name, key in _key_values(outer, value):
                yield from _used_key(graph, one, outer, name, key)
    for key in graph.of_type(*KEY_POLICIES):
        if key.is_set("policy"):
            yield from _key_policy(graph, key)


def _key_values(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the values of properties that name a key, at any depth."""
    if name in NAMES:
        yield name, value
    elif isinstance(value, Mapping):
        for inner, item in value.items():
            yield from _key_values(str(inner), item)
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, Mapping):
                yield from _key_values(name, item)


def _used_key(graph: Graph, one: Node, outer: str, name: str, key: Any) -> Iterator[Found]:
    """Yield a key of another account.

    Where its ARN isn't known yet, the key's own resource tells the account.
    """
    own = one.account
    for source in graph.targets(one, outer, *KEYS):
        if own is not None and source.account not in (None, own):
            yield found(one, f"{name} is a key of another account")
    parts = key.split(":") if isinstance(key, str) else []
    account = parts[4] if len(parts) > 5 and parts[2] == "kms" else own
    if own is not None and account != own:
        yield found(one, f"{name} is a key of account {account}, not of its own")


def _key_policy(graph: Graph, key: Node) -> Iterator[Found]:
    try:
        rows = statements(key, "policy")
    except Unreadable as error:
        yield unreadable(key, str(error), unknown=error.unknown)
        return
    own = {key.account} | {
        str(account.get("id")) for account in graph.of_type("aws:organizations/account:Account")
    }
    for row in rows:
        if not allows(row) or is_bound(row, OURS):
            continue
        for principal in aws_principals(row):
            if principal == "*":
                yield found(key, "its policy lets everyone in")
            elif key.account is not None and account_of(principal) not in own:
                yield found(key, f"its policy lets in {account_of(principal)}")


def _stack(account: str) -> tuple[Node, ...]:
    key = node(
        KEY,
        "data",
        {
            "policy": policy(
                {
                    "Effect": "Allow",
                    "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
                    "Action": "kms:*",
                    "Resource": "*",
                }
            )
        },
    )
    volume = node("aws:ebs/volume:Volume", "data", {"kmsKeyId": UNKNOWN}, depends={"kmsKeyId": key})
    return key, volume


RULE = StackRule(
    id="KMS-10",
    title=Text(
        ja="データは自らのアカウントの鍵で暗号化し、鍵のポリシーに他のアカウントを含めないこと",
        en="Data is under a key of its own account, and keys let no foreign account in",
    ),
    remedy=Text(
        ja="同じテナントの鍵（TenantKeys）を使い、鍵のポリシーから他のアカウントを除く",
        en="use the tenant's own key (TenantKeys), and take foreign accounts out of key policies",
    ),
    severity=Severity.CRITICAL,
    controls={
        "NIST SP 800-53 r5": ("SC-12", "AC-3"),
        "統一基準 R7": ("7.1.5(2)(a)(イ)", "4.2.2(1)-9 a)"),
    },
    check=check,
    compliant=_stack(OWN),
    violating=_stack(OTHER),
    facts=TENANT,
)

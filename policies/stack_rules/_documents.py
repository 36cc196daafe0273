"""Reads policy documents of resources in a graph."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from policies.graph import Node
from policies.rule import UNKNOWN

_ACCOUNT = re.compile(r"(?:arn:[a-z-]+:(?:iam|sts)::)?([0-9]{12})(?::.*)?")


class Unreadable(Exception):  # noqa: N818 - named for what is the case
    """A document that is no JSON, or isn't known yet (`unknown`)."""

    def __init__(self, *, unknown: bool) -> None:
        super().__init__()
        self.unknown = unknown


def statements(node: Node, name: str) -> list[Mapping[str, Any]]:
    """Return the statements of a policy document.

    Raises:
        Unreadable: the document isn't known before the update, or isn't one.
    """
    value = node.get(name)
    if value is UNKNOWN or (value is None and node.depends.get(name)):
        raise Unreadable(unknown=True)
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            raise Unreadable(unknown=False) from None
    if not isinstance(value, Mapping):
        raise Unreadable(unknown=False)
    return [one for one in listed(value.get("Statement")) if isinstance(one, Mapping)]


def listed(value: Any) -> list[Any]:
    """Return a value that AWS lets be one or a list, as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def allows(statement: Mapping[str, Any]) -> bool:
    """Whether a statement allows; anything that doesn't say Deny is taken to."""
    return statement.get("Effect") != "Deny"


def aws_principals(statement: Mapping[str, Any]) -> Iterator[str]:
    """Yield the AWS principals that a statement is about; `*` for everyone."""
    if "NotPrincipal" in statement:
        yield "*"
    principal = statement.get("Principal")
    if principal == "*":
        yield "*"
    elif isinstance(principal, Mapping):
        for who in listed(principal.get("AWS")):
            yield str(who)


def account_of(principal: str) -> str | None:
    """Return the account that a principal is of, or None where it names none."""
    found = _ACCOUNT.fullmatch(principal)
    return found[1] if found else None


def conditions(statement: Mapping[str, Any]) -> Iterator[tuple[str, str, list[Any]]]:
    """Yield each condition: its operator, its key in small letters, and its values."""
    condition = statement.get("Condition")
    if isinstance(condition, Mapping):
        for operator, keys in condition.items():
            if isinstance(keys, Mapping):
                for key, value in keys.items():
                    yield str(operator), str(key).lower(), listed(value)


def limited_by(statement: Mapping[str, Any], *keys: str) -> bool:
    """Whether a statement holds only where one of these condition keys has a certain value."""
    return any(
        key in keys
        and operator.startswith(("StringEquals", "StringLike", "ArnLike", "ArnEquals"))
        and not operator.endswith("IfExists")
        and values
        and "*" not in values
        for operator, key, values in conditions(statement)
    )


def actions(statement: Mapping[str, Any]) -> list[str]:
    """Return a statement's actions in small letters; all of them where it says NotAction."""
    if "NotAction" in statement:
        return ["*"]
    return [str(action).lower() for action in listed(statement.get("Action"))]


def grants(statement: Mapping[str, Any], action: str) -> bool:
    """Whether a statement's actions take in an action, such as `s3:deleteobject`."""
    return any(
        re.fullmatch(re.escape(one).replace(r"\*", ".*").replace(r"\?", "."), action)
        for one in actions(statement)
    )

"""Reads policy documents of resources in a graph."""

import re
from collections.abc import Iterator
from typing import Final

from policies.graph import Node
from policies.reading import documents
from policies.reading.documents import Statement
from policies.rule import NotKnown

_ACCOUNT: Final = re.compile(r"(?:arn:[a-z-]+:(?:iam|sts)::)?([0-9]{12})(?::.*)?")


class Unreadable(Exception):  # noqa: N818 - named for what is the case
    """A document that is none, for the reason in the message, or isn't known yet (`unknown`)."""

    def __init__(self, reason: str, *, unknown: bool) -> None:
        super().__init__(reason)
        self.unknown: bool = unknown


def statements(node: Node, name: str) -> list[Statement]:
    """Return the statements of a policy document.

    Raises:
        Unreadable: the document isn't known before the update, or isn't one.
    """
    if node.get(name) is None and node.depends.get(name):
        raise Unreadable(name, unknown=True)
    try:
        found = documents.statements(node.properties, name)
    except NotKnown as missing:
        raise Unreadable(missing.path, unknown=True) from None
    if isinstance(found, str):
        raise Unreadable(found, unknown=False)
    return found


def aws_principals(statement: Statement) -> Iterator[str]:
    """Yield the AWS principals that a statement is about; `*` for anyone."""
    if documents.is_anyone(statement):
        yield "*"
    for kind, who in documents.principals_of(statement):
        if kind == "AWS":
            yield who


def account_of(principal: str) -> str | None:
    """Return the account that a principal is of, or None where it names none."""
    found = _ACCOUNT.fullmatch(principal)
    return found[1] if found else None

"""Puts statements into as few policies as AWS's limits allow, always the same ones."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tenancy.guardrails.statement import Guard


class DoesNotFit(ValueError):  # noqa: N818 - named for what is the case
    """The guardrails don't fit a quota; `problem` and `remedy` are each a part of one sentence."""

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem: str = problem
        self.remedy: str = remedy
        super().__init__(f"{problem}; {remedy}")


def compact(document: Mapping[str, Any]) -> str:
    """Return a document as JSON without white space."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def document(statements: Sequence[Guard]) -> dict[str, Any]:
    """Return the policy document of these statements."""
    return {"Version": "2012-10-17", "Statement": [each.as_dict() for each in statements]}


def pack(name: str, statements: Iterable[Guard], limit: int) -> tuple[tuple[Guard, ...], ...]:
    """Return the statements in bundles of which each makes a document within `limit` characters.

    First fit in the order of declaration: a statement that is added at the end moves no other, so
    policies, whose identity is their number, keep what they had.

    Raises `DoesNotFit` if one statement alone is too long.
    """
    bundles: list[list[Guard]] = []
    for statement in statements:
        if len(compact(document([statement]))) > limit:
            raise DoesNotFit(
                f"statement {statement.sid} of guardrails {name} has more than {limit} characters",
                "split it, or list fewer actions",
            )
        for bundle in bundles:
            if len(compact(document([*bundle, statement]))) <= limit:
                bundle.append(statement)
                break
        else:
            bundles.append([statement])
    return tuple(map(tuple, bundles))

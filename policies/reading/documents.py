"""IAM policy documents.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
"""

import json
from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import partial
from typing import Any, Final

from policies.reading.values import first_problem, is_set, texts_at, value_at
from policies.rule import UNKNOWN, Check, NotKnown, Properties

Statement = Mapping[str, Any]

BOUNDS: Final = frozenset(
    {
        "aws:principalaccount",
        "aws:principalarn",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:sourceaccount",
        "aws:sourcearn",
        "aws:sourceorgid",
        "aws:sourceorgpaths",
        "aws:sourceowner",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "kms:calleraccount",
    }
)
"""Condition keys that say whose a caller is, so that "anyone" with one of them is not anyone:
https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"""

BOUNDARY_PATH: Final = "/boundary/"
"""Where permissions boundaries are; they grant nothing, and no grant may be there."""
_POSITIVE: Final = frozenset(
    {"arnequals", "arnlike", "stringequals", "stringequalsignorecase", "stringlike"}
)
_PER_VALUE: Final = "foranyvalue:"


def statements(properties: Properties, name: str) -> list[Statement] | str:
    """Return the statements of a document, or what is wrong where it isn't one.

    The document is JSON text, or the object that pulumi-aws takes for it in some resources. One
    statement alone counts as a list of one.

    Raises:
        NotKnown: the document, or its list of statements, isn't known yet.
    """
    value = value_at(properties, name)
    if value is None:
        return f"{name} is not set"
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return f"{name} is not JSON"
    found = _within(name, partial(value_at, value, "Statement"))
    if isinstance(found, Mapping):
        return [found]
    listed: list[Any] = found if isinstance(found, list) else []
    if any(item is UNKNOWN for item in listed):
        raise NotKnown(f"{name}.Statement")
    if listed and all(isinstance(item, Mapping) for item in listed):
        return listed
    return f"{name} is not a policy document"


def every_statement(
    name: str, problem: Callable[[Statement], str | None], *, optional: bool = False
) -> Check:
    """Demand of each statement of a document that `problem` finds nothing in it.

    `optional` documents may be left out: AWS then takes one of its own that is safe.
    """

    def check(properties: Properties) -> str | None:
        if optional and not is_set(properties, name):
            return None
        found = statements(properties, name)
        if isinstance(found, str):
            return found
        return first_problem(
            partial(_found_in, problem, name, number, statement)
            for number, statement in enumerate(found)
        )

    return check


def unless_boundary(check: Check) -> Check:
    """Hold a rule on grants against all policies but permissions boundaries, which grant nothing.

    They are told by their path, and IAM-03 lets none below that path be attached.
    """

    def checked(properties: Properties) -> str | None:
        return None if properties.get("path") == BOUNDARY_PATH else check(properties)

    return checked


def closed_to_strangers(name: str, *, optional: bool = False) -> Check:
    """Demand that a resource's policy lets nobody in without saying whose they are."""
    return every_statement(name, lets_strangers_in, optional=optional)


def lets_strangers_in(statement: Statement) -> str | None:
    """Return that a statement allows anyone, with no condition that says whose they are."""
    if allows(statement) and is_anyone(statement) and not is_bound(statement, BOUNDS):
        return "lets anyone in"
    return None


def allows(statement: Statement) -> bool:
    """Whether a statement allows; otherwise it denies."""
    return value_at(statement, "Effect") == "Allow"


def actions_of(statement: Statement) -> tuple[str, ...]:
    """Return the actions in lower case, in which IAM compares them."""
    return tuple(action.lower() for action in texts_at(statement, "Action"))


def grants(statement: Statement, action: str) -> bool:
    """Whether a statement allows an action, by its name or by a pattern that matches it."""
    if not allows(statement):
        return False
    if is_set(statement, "NotAction"):
        left_out = (name.lower() for name in texts_at(statement, "NotAction"))
        return not any(fnmatchcase(action.lower(), pattern) for pattern in left_out)
    return any(fnmatchcase(action.lower(), pattern) for pattern in actions_of(statement))


def is_on_everything(statement: Statement) -> bool:
    """Whether a statement is about all resources."""
    return "*" in texts_at(statement, "Resource") or is_set(statement, "NotResource")


def principals_of(statement: Statement) -> tuple[tuple[str, str], ...]:
    """Return who a statement is about, as pairs of a kind ("AWS", "Service") and a name.

    "Anyone" is the pair of two asterisks, however it is written.
    """
    found = value_at(statement, "Principal")
    if not isinstance(found, Mapping):
        return (("*", "*"),) if found == "*" else ()
    return tuple(
        ("*", "*") if (kind, who) == ("AWS", "*") else (str(kind), who)
        for kind in found
        for who in _within("Principal", partial(texts_at, found, str(kind)))
    )


def is_anyone(statement: Statement) -> bool:
    """Whether a statement is about anyone at all, or about all but a few."""
    return is_set(statement, "NotPrincipal") or ("*", "*") in principals_of(statement)


def is_bound(statement: Statement, keys: frozenset[str]) -> bool:
    """Whether a condition on one of these keys (in lower case) holds a caller to some values.

    Negated operators, those that also hold where the key is missing, and the value "*" bind
    nobody. A value that isn't known yet is a value.
    """
    conditions = value_at(statement, "Condition")
    if not isinstance(conditions, Mapping):
        return False
    return any(
        key.lower() in keys and not _is_any(demanded, key)
        for operator, demanded in conditions.items()
        if str(operator).lower().removeprefix(_PER_VALUE) in _POSITIVE
        and isinstance(demanded, Mapping)
        for key in map(str, demanded)
    )


def condition_values(statement: Statement, operator: str, key: str) -> tuple[str, ...]:
    """Return the values that one operator demands of one key, both compared without case."""
    conditions = value_at(statement, "Condition")
    if not isinstance(conditions, Mapping):
        return ()
    return tuple(
        str(value).lower()
        for name, demanded in conditions.items()
        if str(name).lower() == operator.lower() and isinstance(demanded, Mapping)
        for found in map(str, demanded)
        if found.lower() == key.lower()
        for value in _values(demanded, found)
    )


def _found_in(
    problem: Callable[[Statement], str | None], name: str, number: int, statement: Statement
) -> str | None:
    found = _within(f"{name}.Statement[{number}]", partial(problem, statement))
    return None if found is None else f"statement {number + 1} of {name} {found}"


def _is_any(demanded: Mapping[str, Any], key: str) -> bool:
    try:
        return "*" in texts_at(demanded, key)
    except NotKnown:
        return False


def _values(demanded: Mapping[str, Any], key: str) -> Sequence[Any]:
    value = demanded[key]
    return value if isinstance(value, list) else (value,)


def _within(name: str, read: Callable[[], Any]) -> Any:
    try:
        return read()
    except NotKnown as missing:
        raise NotKnown(f"{name}.{missing.path}") from None

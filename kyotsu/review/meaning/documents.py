"""IAM policy documents in a form in which one statement can be held against another.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, Final, cast

from kyotsu.review.meaning.judging import Unreadable
from policies.graph import Node
from policies.reading.documents import statements
from policies.reading.values import value_at
from policies.rule import UNKNOWN, NotKnown

ANYONE: Final = "*"
_ALL: Final = ("*",)
_ACCOUNT: Final = 12
Conditions = Mapping[tuple[str, str], frozenset[str]]


@dataclass(frozen=True, kw_only=True)
class Names:
    """Some patterns of actions, resources or principals, or everything but those."""

    patterns: tuple[str, ...]
    excluded: bool = False

    def covers(self, other: "Names") -> bool:
        """Whether all that the other names is named here too, as far as patterns can tell."""
        if self.excluded:
            if other.excluded:
                return all(_in(one, other.patterns) for one in self.patterns)
            return not any(
                fnmatchcase(one, mine) or fnmatchcase(mine, one)
                for one in other.patterns
                for mine in self.patterns
            )
        if other.excluded:
            return ANYONE in self.patterns
        return all(_in(one, self.patterns) for one in other.patterns)


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One statement. Actions are in lower case, principals without their kind's default."""

    allows: bool
    actions: Names
    resources: Names
    principals: Names
    conditions: Conditions
    sid: str = ""

    def covers(self, other: "Statement") -> bool:
        """Whether all that the other statement is about, this one is about too."""
        return (
            self.actions.covers(other.actions)
            and self.resources.covers(other.resources)
            and self.principals.covers(other.principals)
            and weaker(self.conditions, other.conditions)
        )


def weaker(one: Conditions, other: Conditions) -> bool:
    """Whether conditions hold wherever the others hold: none more, none narrower."""
    for (operator, key), values in one.items():
        found = other.get((operator, key))
        if found is None:
            return False
        negated = "not" in operator
        if not (values <= found if negated else found <= values):
            return False
    return True


def read(node: Node | None, name: str) -> tuple[Statement, ...]:
    """Return the statements of a document; none where there is no resource or no document.

    Raises:
        NotKnown: the document, or a part of it, isn't known yet.
        Unreadable: it is no policy document.
    """
    if node is None or value_at(node.properties, name) is None:
        return ()
    found = statements(node.properties, name)
    if isinstance(found, str):
        raise Unreadable(name)
    if _holds_unknown(list(found)):
        raise NotKnown(name)
    return tuple(_statement(one, name) for one in found)


def conditions_shown(conditions: Conditions) -> str:
    """Return conditions in one line."""
    return "; ".join(
        f"{operator} {key} {', '.join(sorted(values))}"
        for (operator, key), values in sorted(conditions.items())
    )


def _statement(found: Mapping[str, Any], name: str) -> Statement:
    effect = found.get("Effect")
    if effect not in ("Allow", "Deny"):
        raise Unreadable(name)
    return Statement(
        allows=effect == "Allow",
        actions=_names(found, "Action", name, lower=True),
        resources=_names(found, "Resource", name),
        principals=_principals(found, name),
        conditions=_conditions(found.get("Condition"), name),
        sid=str(found.get("Sid", "")),
    )


def _names(found: Mapping[str, Any], key: str, name: str, *, lower: bool = False) -> Names:
    excluded = f"Not{key}" in found
    value = found.get(f"Not{key}" if excluded else key)
    if value is None:
        return Names(patterns=_ALL)
    texts = _texts(value, name)
    return Names(
        patterns=tuple(one.lower() for one in texts) if lower else texts, excluded=excluded
    )


def _principals(found: Mapping[str, Any], name: str) -> Names:
    excluded = "NotPrincipal" in found
    value = found.get("NotPrincipal" if excluded else "Principal")
    if value is None or value == ANYONE:
        return Names(patterns=_ALL)
    if not isinstance(value, Mapping):
        raise Unreadable(name)
    listed = [
        _account(who) if kind == "AWS" else f"{kind}:{who}"
        for kind, whom in cast("Mapping[str, Any]", value).items()
        for who in _texts(whom, name)
    ]
    return Names(patterns=tuple(listed), excluded=excluded)


def _conditions(value: Any, name: str) -> Conditions:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise Unreadable(name)
    found: dict[tuple[str, str], frozenset[str]] = {}
    for operator, demanded in cast("Mapping[str, Any]", value).items():
        if not isinstance(demanded, Mapping):
            raise Unreadable(name)
        for key, values in cast("Mapping[str, Any]", demanded).items():
            found[operator.lower(), key.lower()] = frozenset(_texts(values, name))
    return found


def _texts(value: Any, name: str) -> tuple[str, ...]:
    items = cast("list[Any]", value) if isinstance(value, list) else [value]
    if not all(isinstance(one, str | bool | int | float) for one in items):
        raise Unreadable(name)
    return tuple(str(one) for one in items)


def _in(name: str, patterns: tuple[str, ...]) -> bool:
    return any(name == one or fnmatchcase(name, one) for one in patterns)


def _account(who: str) -> str:
    """Return an account by its root's ARN, as AWS itself reads twelve digits."""
    return f"arn:aws:iam::{who}:root" if len(who) == _ACCOUNT and who.isdigit() else who


def _holds_unknown(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(map(_holds_unknown, cast("Mapping[str, Any]", value).values()))
    if isinstance(value, list):
        return any(map(_holds_unknown, cast("list[Any]", value)))
    return value is UNKNOWN

"""Policy documents as this proof reads them: strictly, and with the place of each statement.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal, cast

from kyotsu.proof.access.conditions import Condition, read_conditions
from kyotsu.proof.access.patterns import Pattern
from kyotsu.proof.verdict import Source

PrincipalKind = Literal["anyone", "account", "role", "session", "user", "service", "federated"]
_ELEMENTS: Final = frozenset(
    {
        "Sid",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
    }
)
_VERSIONS: Final = ("2012-10-17", "2008-10-17")
_ACCOUNT: Final = 12


class NotUnderstood(ValueError):  # noqa: N818 - it states what is the case
    """A document has something that AWS or this proof doesn't know; the message says what."""


@dataclass(frozen=True, kw_only=True)
class Who:
    """One principal that a statement names."""

    kind: PrincipalKind
    name: str
    """An account's digits, an ARN, a session's role name, a service or a provider."""


@dataclass(frozen=True, kw_only=True)
class Names:
    """Some patterns, or everything but what they describe."""

    patterns: tuple[Pattern, ...]
    excluded: bool = False

    def has(self, text: str) -> bool:
        """Return whether a text is named."""
        found = self._asked.get(text)
        if found is None:
            found = any(one.matches(text) for one in self.patterns) != self.excluded
            self._asked[text] = found
        return found

    @cached_property
    def _asked(self) -> dict[str, bool]:
        """What was asked before: the same few actions are, of each statement, many times."""
        return {}


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One statement. `who` is None in policies that belong to whoever calls."""

    source: Source
    sid: str
    allows: bool
    actions: Names
    """In small letters, in which IAM compares them."""
    resources: Names
    conditions: tuple[Condition, ...] = ()
    who: tuple[Who, ...] | None = None
    all_but: bool = False
    """Whether `who` is everybody that the statement is not about."""

    @property
    def shown(self) -> str:
        """Its Sid, or that it has none."""
        return self.sid or "(no Sid)"


@dataclass(frozen=True, kw_only=True)
class Policy:
    """One document: the statements, and the JSON that they were read from."""

    source: Source
    document: Mapping[str, Any]
    statements: tuple[Statement, ...]


def read_policy(text: object, source: Source) -> Policy:
    """Return a policy from its JSON, or from the object that some resources take for it.

    Raises:
        NotUnderstood: it isn't JSON, or has an element that isn't known.
    """
    found: Any = text
    if isinstance(text, str):
        try:
            found = json.loads(text, object_pairs_hook=_once)
        except ValueError as error:
            raise NotUnderstood(f"is not JSON ({error})") from None
    if not isinstance(found, Mapping):
        raise NotUnderstood("is not a policy document")
    document = cast("Mapping[str, Any]", found)
    unknown = sorted({*document} - {"Version", "Id", "Statement"})
    if unknown:
        raise NotUnderstood(f"has the unknown element {unknown[0]}")
    version = document.get("Version", _VERSIONS[1])
    if version not in _VERSIONS:
        raise NotUnderstood(f"has the unknown version {version}")
    listed = document.get("Statement")
    items = cast("list[Any]", listed) if isinstance(listed, list) else [listed]
    return Policy(
        source=source,
        document=document,
        statements=tuple(
            _statement(one, number, source, variables=version == _VERSIONS[0])
            for number, one in enumerate(items, start=1)
        ),
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a key that is there twice: AWS would, and of two one alone would count."""
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"{next(key for key in keys if keys.count(key) > 1)} is there twice")
    return found


def _statement(found: Any, number: int, source: Source, *, variables: bool) -> Statement:
    if not isinstance(found, Mapping):
        raise NotUnderstood(f"has a statement {number} that is no object")
    one = cast("Mapping[str, Any]", found)
    where = f"statement {one.get('Sid') or number}"
    for element in one:
        if element not in _ELEMENTS:
            raise NotUnderstood(f"has the unknown element {element} in {where}")
    effect = one.get("Effect")
    if effect not in ("Allow", "Deny"):
        raise NotUnderstood(f"has the effect {effect} in {where}; there are Allow and Deny")
    if ("Action" in one) == ("NotAction" in one):
        raise NotUnderstood(f"has not exactly one of Action and NotAction in {where}")
    allows = effect == "Allow"
    actions = tuple(
        Pattern(name.lower())
        for name in _texts(one, "NotAction" if "NotAction" in one else "Action", where)
    )
    try:
        conditions = read_conditions(one.get("Condition"), variables=variables)
    except ValueError as error:
        raise NotUnderstood(f"has a condition that is not one in {where}: {error}") from None
    who, all_but = _who(one, where)
    return Statement(
        source=source,
        sid=str(one.get("Sid", "")),
        allows=allows,
        actions=Names(patterns=actions, excluded="NotAction" in one),
        resources=_resources(one, where, allows=allows, variables=variables),
        conditions=conditions,
        who=who,
        all_but=all_but,
    )


def _resources(one: Mapping[str, Any], where: str, *, allows: bool, variables: bool) -> Names:
    """Return the resources. What isn't sure about a pattern counts for whoever calls.

    Whether a wildcard crosses a colon isn't documented: it does where that allows more. A variable
    stands for anything where that allows more, and for nothing where that denies less.
    """
    if "Resource" in one and "NotResource" in one:
        raise NotUnderstood(f"has both Resource and NotResource in {where}")
    excluded = "NotResource" in one
    key = "NotResource" if excluded else "Resource"
    if key not in one:  # a role's trust, or what is about the one resource that it belongs to
        return Names(patterns=(Pattern("*"),))
    wide = allows != excluded
    patterns: list[Pattern] = []
    for text in _texts(one, key, where):
        if "${" in text and variables:
            if not wide:
                continue
            patterns.append(Pattern(_widened(text)))
        else:
            patterns.append(Pattern(text, parted=not wide and text != "*"))
    return Names(patterns=tuple(patterns), excluded=excluded)


def _widened(text: str) -> str:
    """Put an asterisk for each variable."""
    begin, found = text.find("${"), ""
    while begin >= 0:
        end = text.find("}", begin)
        found += text[:begin] + "*"
        text = text[end + 1 :] if end >= 0 else ""
        begin = text.find("${")
    return found + text


def _who(one: Mapping[str, Any], where: str) -> tuple[tuple[Who, ...] | None, bool]:
    if "Principal" in one and "NotPrincipal" in one:
        raise NotUnderstood(f"has both Principal and NotPrincipal in {where}")
    all_but = "NotPrincipal" in one
    value = one.get("NotPrincipal" if all_but else "Principal")
    if value is None:
        return None, False
    if value == "*":
        return (Who(kind="anyone", name="*"),), all_but
    if not isinstance(value, Mapping):
        raise NotUnderstood(f"has a principal that is no object in {where}")
    return tuple(_named(cast("Mapping[str, Any]", value), where)), all_but


def _named(value: Mapping[str, Any], where: str) -> Iterator[Who]:
    for kind in value:
        for name in _texts(value, kind, where):
            if kind == "Service":
                yield Who(kind="service", name=name.lower())
            elif kind == "Federated":
                yield Who(kind="federated", name=name)
            elif kind == "AWS":
                yield _aws(name, where)
            else:
                raise NotUnderstood(f"has the unknown kind of principal {kind} in {where}")


def _aws(name: str, where: str) -> Who:
    if name == "*":
        return Who(kind="anyone", name=name)
    if len(name) == _ACCOUNT and name.isdigit():
        return Who(kind="account", name=name)
    parts = name.split(":", 5)
    if len(parts) == 6 and parts[0] == "arn" and "*" not in name:
        service, account, resource = parts[2], parts[4], parts[5]
        if service == "iam" and resource == "root":
            return Who(kind="account", name=account)
        if service == "iam" and resource.startswith("role/"):
            return Who(kind="role", name=name)
        if service == "iam" and resource.startswith("user/"):
            return Who(kind="user", name=name)
        if service == "sts" and resource.startswith("assumed-role/"):
            return Who(kind="session", name=name)
    raise NotUnderstood(f"names {name} as a principal in {where}, which no account or role is")


def _texts(one: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = one[key]
    items = cast("list[Any]", value) if isinstance(value, list) else [value]
    if not items or not all(isinstance(item, str) for item in items):
        raise NotUnderstood(f"has an {key} in {where} that is neither a text nor a list of texts")
    return tuple(cast("list[str]", items))

"""Equal changes told once: "41 tenants: the same 3 changes".

Two tenants' changes are equal if they are so after each tenant's own key, names and addresses are
taken out. What is equal for the same tenants is one group.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from kyotsu.diff.causes import Cause
from kyotsu.diff.changes import Change
from kyotsu.diff.model import Diff, StackDiff

_ADDRESS: Final = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?\b")


@dataclass(kw_only=True)
class Line:
    """One change, for all tenants that have it."""

    action: str
    type: str
    path: str
    before: Any
    after: Any
    """As the first of the tenants has them."""
    follows: str
    stateful: bool
    protected: bool
    judged: bool
    varies: bool = False
    """Whether the values differ by tenant, in names or addresses only."""
    names: set[str] = field(default_factory=set[str])
    """Of the resources, within their tenants."""
    tenants: set[str] = field(default_factory=set[str])
    causes: list[tuple[Cause, ...]] = field(default_factory=list[tuple[Cause, ...]])
    """Those that differ from one another."""
    count: int = 0
    """How many resources, over all tenants."""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Tenants, and the changes that all of them have."""

    tenants: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Grouped:
    """A comparison, arranged for reading."""

    foundation: tuple[Line, ...]
    groups: tuple[Group, ...]
    """The largest first."""
    added: tuple[str, ...]
    removed: tuple[StackDiff, ...]
    changed: int
    """How many tenants are in the groups."""


def group(diff: Diff) -> Grouped:
    """Arrange a comparison."""
    foundation = [one for one in diff.stacks_differing if "." not in one.stack]
    tenants = [one for one in diff.stacks_differing if "." in one.stack]
    changed = [one for one in tenants if not (one.only_after or one.only_before)]
    by_tenants: dict[frozenset[str], list[Line]] = {}
    for line in _lines(changed):
        by_tenants.setdefault(frozenset(line.tenants), []).append(line)
    groups = [
        Group(tenants=tuple(sorted(who)), lines=tuple(sorted(lines, key=_order)))
        for who, lines in by_tenants.items()
    ]
    return Grouped(
        foundation=tuple(sorted(_lines(foundation), key=_order)),
        groups=tuple(sorted(groups, key=lambda one: (-len(one.tenants), one.tenants))),
        added=tuple(one.stack.partition(".")[2] for one in tenants if one.only_after),
        removed=tuple(one for one in tenants if one.only_before),
        changed=len(changed),
    )


def _lines(stacks: Iterable[StackDiff]) -> list[Line]:
    lines: dict[str, Line] = {}
    for one in stacks:
        tenant = one.stack.partition(".")[2]
        for change, causes in zip(one.changes, one.causes, strict=True):
            signature = _signature(change, tenant)
            line = lines.get(signature)
            if line is None:
                line = lines[signature] = Line(
                    action=change.action,
                    type=change.type,
                    path=change.path,
                    before=change.before,
                    after=change.after,
                    follows=change.follows,
                    stateful=change.stateful,
                    protected=change.protected,
                    judged=change.judged,
                    source=change.source[0] if change.source else "",
                )
            elif (change.before, change.after) != (line.before, line.after):
                line.varies = True
            line.tenants.add(tenant)
            line.names.add(change.name)
            line.count += 1
            if causes not in line.causes:
                line.causes.append(causes)
    return list(lines.values())


def _signature(change: Change, tenant: str) -> str:
    """Return what makes two changes equal."""
    values = [_taken_out(value, change, tenant) for value in (change.before, change.after)]
    marks = (bool(change.follows), change.stateful, change.protected)
    return json.dumps((change.action, change.type, change.path, *values, *marks))


def _taken_out(value: Any, change: Change, tenant: str) -> str:
    """Return a value as text, without what is the tenant's or the resource's own."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    if tenant:
        text = text.replace(tenant, "<tenant>")
        ministry, _, system = tenant.partition("-")
        text = re.sub(rf'"(?:{re.escape(ministry)}|{re.escape(system)})"', '"<own>"', text)
    text = text.replace(f"::{change.name}#", "::<name>#").replace(f"-{change.name}", "-<name>")
    return _ADDRESS.sub("<address>", text)


def _order(line: Line) -> tuple[Any, ...]:
    dangerous = line.action in ("delete", "replace")
    return (not (dangerous and line.stateful), not dangerous, line.type, line.path, min(line.names))

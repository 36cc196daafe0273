"""Check and Diff: what a program asked for, and what it means for what is there."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from localcloud.provider.carry_out import effective
from localcloud.provider.values import same
from localcloud.provider.vocabulary import Entry, Input, Props
from localcloud.provider.wire import Secret, Unknown, reveal

Kind = Literal["add", "delete", "update"]
_DEFAULTS = "__defaults"
_HEX = "0123456789abcdef"


@dataclass(frozen=True)
class Failure:
    """Why an input is refused."""

    property: str
    reason: str


@dataclass
class Difference:
    """What changed between two sets of inputs."""

    kinds: dict[str, Kind] = field(default_factory=dict[str, Kind])
    """By property path, as the engine shows it."""
    replaces: list[str] = field(default_factory=list[str])
    delete_first: bool = False


def check(
    entry: Entry, name: str, olds: Props, news: Props, default_tags: Props, where: str
) -> tuple[Props, list[Failure]]:
    """Refuse unknown properties, name the nameless, merge the provider's default tags.

    `news` may hold `Secret` and unknown values, and so may the answer. `where` is the file that
    declares the entry.
    """
    known = entry.all_inputs
    failures = [
        Failure(
            key,
            f"{entry.type} takes {key!r}, but the local provider doesn't carry it out; "
            f"declare it in {where}",
        )
        for key in news
        if key not in known and not key.startswith("__") and not entry.anything
    ]
    inputs = {key: value for key, value in news.items() if not key.startswith("__")}
    automatic: list[str] = []
    if entry.name and inputs.get(entry.name.property) is None:
        inputs[entry.name.property] = _auto_name(entry, name, inputs, olds)
        automatic.append(entry.name.property)
        inputs.pop(f"{entry.name.property}Prefix", None)
    if entry.tags and not isinstance(inputs.get("tags"), Unknown):
        merged = {**default_tags, **(reveal(inputs.get("tags")) or {})}
        if merged:
            secret = isinstance(inputs.get("tags"), Secret)
            inputs["tags"] = Secret(merged) if secret else merged
    if automatic:
        inputs[_DEFAULTS] = automatic
    return inputs, failures


def _auto_name(entry: Entry, name: str, inputs: Props, olds: Props) -> str:
    rule = entry.name
    assert rule is not None  # noqa: S101 - the caller has asked
    if rule.property in (olds.get(_DEFAULTS) or ()) and rule.property in olds:
        return str(reveal(olds[rule.property]))
    given = reveal(inputs.get(f"{rule.property}Prefix"))
    stem = given if isinstance(given, str) else f"{rule.prefix}{name}-"
    if rule.lower:
        stem = stem.lower()
    suffix = "".join(random.choices(_HEX, k=7))  # noqa: S311 - a name, not a secret
    return stem[: rule.limit - len(suffix)] + suffix


def diff(
    entry: Entry, olds: Props, news: Props, state: Props, ignored: Sequence[str]
) -> Difference:
    """Compare two sets of plain inputs; `state` is the last outputs."""
    found = Difference()
    old, new = effective(entry, olds), effective(entry, news)
    automatic = news.get(_DEFAULTS) or ()
    declared_inputs = dict(entry.all_inputs)
    if entry.anything:
        others = {*old, *new} - {*declared_inputs, _DEFAULTS}
        declared_inputs |= {name: Input() for name in sorted(others)}
    for name, declared in declared_inputs.items():
        before, after = old.get(name), new.get(name)
        if name == "region":
            before, after = _regions(before, after, state)
        if _skipped(name, ignored) or (declared.computed and after is None):
            continue
        if declared.computed and before is None:
            before = state.get(name)
        if same(before, after, declared.compare):
            continue
        found.kinds |= _paths(name, before, after)
        if declared.replace:
            found.replaces.append(name)
    unique = entry.identity + ((entry.name.property,) if entry.name else ())
    pinned = [name for name in unique if name not in automatic and old.get(name) is not None]
    found.delete_first = bool(found.replaces) and (
        entry.delete_first
        or (bool(unique) and len(pinned) == len(unique) and not set(unique) & set(found.replaces))
    )
    return found


def _regions(before: Any, after: Any, state: Props) -> tuple[Any, Any]:
    """Return a region that isn't given is the one that the resource is in."""
    here = state.get("region") or before
    return (here, here) if after is None else (here or after, after)


def _skipped(name: str, ignored: Sequence[str]) -> bool:
    return any(path.split(".")[0].split("[")[0] == name for path in ignored)


def _paths(name: str, before: Any, after: Any) -> dict[str, Kind]:
    """Where a property changed: for a map of plain values key by key, else as a whole."""
    if before in (None, {}, []):
        return {name: "add"}
    if after in (None, {}, []):
        return {name: "delete"}
    if not (isinstance(before, dict) and isinstance(after, dict)) or isinstance(after, Unknown):
        return {name: "update"}
    paths: dict[str, Kind] = {}
    for key in {**before, **after}:
        path = f"{name}.{key}" if key.isidentifier() else f'{name}["{key}"]'
        if key not in before:
            paths[path] = "add"
        elif key not in after:
            paths[path] = "delete"
        elif not same(before[key], after[key]):
            paths[path] = "update"
    return paths or {name: "update"}

"""Mends a resource before it is made, by the rules that can do so safely."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from pulumi_policy.secret import Secret

from policies.levels import Level
from policies.rule import Properties
from policies.session import Session
from policies.values import holds_unknown, plain
from policies.verdict import Kind, judge

RAW = "__target"
"""How the SDK's proxies give out what they guard, secrets still marked as such. Going around the
proxies is the only way to hand a secret back as a secret."""


def mend(
    session: Session, token: str, urn: str, properties: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Return the resource's properties with every violation mended that can be, or None.

    A property that holds a secret or a value that isn't known yet is left alone: its violation
    then blocks, as it does where nothing is mended.
    """
    rules = [
        rule
        for rule, level in session.rules_for(token, urn)
        if level is Level.REMEDIATE and rule.remediate is not None
    ]
    if not rules:
        return None
    raw: dict[str, Any] = dict(properties[RAW])
    before: Properties = plain(_opened(raw))
    now = before
    for rule in rules:
        problem = judge(rule, now)
        if problem is None or problem.kind is not Kind.VIOLATION or rule.remediate is None:
            continue
        try:
            after = rule.remediate(deepcopy(dict(now)))
        except Exception:  # noqa: BLE001, S112 - what can't be mended is reported by the check
            continue
        if judge(rule, after) is None and all(
            not holds_unknown(after.get(name)) and not _holds_secret(raw.get(name))
            for name in _changed(now, after)
        ):
            now = after
    changed = _changed(before, now)
    if not changed:
        return None
    for name in changed:
        if name in now:
            raw[name] = now[name]
        else:
            del raw[name]
    return raw


def _changed(before: Properties, after: Properties) -> list[str]:
    return [name for name in {**before, **after} if before.get(name) != after.get(name)]


def _opened(value: Any) -> Any:
    """Return a value without the marks of secrets."""
    if isinstance(value, Secret):
        return _opened(value.value)
    if isinstance(value, Mapping):
        return {name: _opened(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_opened(item) for item in value]
    return value


def _holds_secret(value: Any) -> bool:
    if isinstance(value, Secret):
        return True
    if isinstance(value, Mapping):
        return any(_holds_secret(item) for item in value.values())
    return isinstance(value, list) and any(_holds_secret(item) for item in value)

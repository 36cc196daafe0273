"""Small tools on plain values: paths, templates, case, comparison."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from localcloud.provider.wire import UNKNOWN, Unknown, has


def at(value: Any, path: str) -> Any:
    """Follow a dotted path (``Vpcs.0.VpcId``); None where it leads nowhere."""
    for part in path.split(".") if path else ():
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, list):
            index = int(part)
            value = value[index] if index < len(value) else None
        else:
            return None
    return value


def put(target: dict[str, Any], path: str, value: Any) -> None:
    """Set the value at a dotted path of keys, making the objects on the way."""
    *parents, last = path.split(".")
    for part in parents:
        target = target.setdefault(part, {})
    target[last] = value


def prune(value: Any) -> Any:
    """Drop what is None, in objects and lists, all the way down."""
    if isinstance(value, Mapping):
        return {key: prune(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [prune(item) for item in value if item is not None]
    return value


def pascal(value: Any, names: Mapping[str, str] | None = None) -> Any:
    """Turn the keys of a block from camelCase to PascalCase, or to what `names` says."""
    names = names or {}
    if isinstance(value, Mapping):
        return {
            names.get(key, key[:1].upper() + key[1:]): pascal(item, names)
            for key, item in value.items()
            if item is not None
        }
    if isinstance(value, list):
        return [pascal(item, names) for item in value]
    return value


def camel(value: Any, names: Mapping[str, str] | None = None) -> Any:
    """Undo `pascal`, given the same `names`."""
    undo = {there: here for here, there in (names or {}).items()}

    def turn(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {undo.get(k, k[:1].lower() + k[1:]): turn(v) for k, v in value.items()}
        return [turn(item) for item in value] if isinstance(value, list) else value

    return turn(value)


def document(value: Any) -> str | None:
    """Return a policy document as text, whether it was given as text or as an object."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def same(left: Any, right: Any, compare: str | Callable[[Any], Any] = "plain") -> bool:
    """Whether two property values mean the same to AWS. An unknown value is never the same.

    `compare` is "plain", "json" (policy documents), "set" (lists without order), or a function
    that brings a value to the form to be compared.
    """
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return False
    if callable(compare):
        if has(left, Unknown) or has(right, Unknown):
            return False
        return bool(compare(left) == compare(right))
    if compare == "json":
        return _parsed(left) == _parsed(right)
    if compare == "set" and isinstance(left, list) and isinstance(right, list):
        return sorted(map(_key, left)) == sorted(map(_key, right))
    return _bare(left) == _bare(right)


def _key(value: Any) -> str:
    return json.dumps(_bare(value), sort_keys=True, default=str)


def _bare(value: Any) -> Any:
    """Without what stands for nothing, so that `{}`, `[]`, "" and absence are one.

    Inside a block false and 0 are too: AWS writes them out where a program leaves them out.
    """
    if isinstance(value, Mapping):
        items = {key: _bare(item) for key, item in value.items()}
        return {key: item for key, item in items.items() if item not in (None, False)} or None
    if isinstance(value, list):
        return [_bare(item) for item in value] or None
    return None if value == "" else value


def _parsed(value: Any) -> Any:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return value
    return _policy(value)


def _policy(value: Any) -> Any:
    """IAM takes one string and a list of one for the same, and keeps no order in lists."""
    if isinstance(value, Mapping):
        return {key: _policy(item) for key, item in value.items()}
    if isinstance(value, list):
        items = [_policy(item) for item in value]
        if all(isinstance(item, str) for item in items):
            return items[0] if len(items) == 1 else sorted(items)
        return items
    return value


def known(value: Any) -> Any:
    """Return the value without what is unknown in it."""
    if isinstance(value, Mapping):
        return {key: known(item) for key, item in value.items() if item is not UNKNOWN}
    if isinstance(value, list):
        return [known(item) for item in value if item is not UNKNOWN]
    return value

"""Turns the proxies that Pulumi gives to policies into plain values."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from pulumi_policy import proxy
from pulumi_policy.proxy import UnknownValueError

from policies.rule import UNKNOWN

_SENTINELS: Final = frozenset(
    {
        proxy.UNKNOWN_ARCHIVE_VALUE,
        proxy.UNKNOWN_ARRAY_VALUE,
        proxy.UNKNOWN_ASSET_VALUE,
        proxy.UNKNOWN_BOOLEAN_VALUE,
        proxy.UNKNOWN_NUMBER_VALUE,
        proxy.UNKNOWN_OBJECT_VALUE,
        proxy.UNKNOWN_STRING_VALUE,
    }
)
"""What the engine writes for a value that isn't known yet, where no proxy guards it."""


def plain(value: Any) -> Any:
    """Return a copy in which every value that isn't known yet is `UNKNOWN`.

    Touching an unknown value through the proxy raises, and the SDK would then let the rest of the
    rule pass as a mere advice; a copy lets a rule decide.
    """
    if isinstance(value, str):
        return UNKNOWN if value in _SENTINELS else value
    if isinstance(value, Mapping):
        return {str(key): _item(value, key) for key in value}
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [_item(value, position) for position in range(len(value))]
    return value


def holds_unknown(value: Any) -> bool:
    """Whether a plain value is unknown, or has an unknown value anywhere in it."""
    if value is UNKNOWN:
        return True
    if isinstance(value, Mapping):
        return any(holds_unknown(item) for item in value.values())
    if isinstance(value, list):
        return any(holds_unknown(item) for item in value)
    return False


def _item(holder: Any, key: Any) -> Any:
    try:
        return plain(holder[key])
    except UnknownValueError:
        return UNKNOWN


def shown(value: Any) -> str:
    """Return an example's value as JSON; a value that isn't known yet is shown as such."""
    return json.dumps(value, ensure_ascii=False, default=lambda _: "<not known yet>")

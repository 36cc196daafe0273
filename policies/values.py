"""Turns the proxies that Pulumi gives to policies into plain values."""

from collections.abc import Mapping, Sequence
from typing import Any

from pulumi_policy.proxy import UnknownValueError

from policies.rule import UNKNOWN


def plain(value: Any) -> Any:
    """Return a copy in which every value that isn't known yet is `UNKNOWN`.

    Touching an unknown value through the proxy raises, and the SDK would then let the rest of the
    rule pass as a mere advice; a copy lets a rule decide.
    """
    if isinstance(value, Mapping):
        return {str(key): _item(value, key) for key in value}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [_item(value, position) for position in range(len(value))]
    return value


def _item(holder: Any, key: Any) -> Any:
    try:
        return plain(holder[key])
    except UnknownValueError:
        return UNKNOWN

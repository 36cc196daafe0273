"""Numbers, moments and addresses as numbers, and back: what ranges of a condition are about."""

import ipaddress
from collections.abc import Callable
from datetime import datetime
from typing import Final, Literal

Kind = Literal["text", "number", "moment", "address", "presence"]
"""What a condition's operator compares."""


def measured(kind: Kind, value: str) -> float | None:
    """Return a number, a moment (in seconds since 1970) or an address as a number; else None."""
    try:
        if kind == "address":
            return float(int(ipaddress.ip_address(value)))
        if kind == "moment":
            return moment(value)
        return float(value)
    except ValueError:
        return None


def moment(value: str) -> float:
    """Return the seconds since 1970 of a date as IAM writes it. Raises `ValueError`."""
    if value.isdigit():
        return float(value)
    return datetime.fromisoformat(value.replace("Z", "+00:00")).timestamp()


def _as_number(value: float) -> str | None:
    if value in (float("inf"), float("-inf")):
        return None
    return str(int(value)) if value == int(value) else str(value)


def _as_address(value: float) -> str | None:
    if 0 <= value < 2**32:
        return str(ipaddress.IPv4Address(int(value)))
    return None


WRITTEN: Final[dict[Kind, Callable[[float], str | None]]] = {
    "number": _as_number,
    "moment": _as_number,
    "address": _as_address,
}

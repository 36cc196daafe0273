"""What was observed in an account, and what is found in it: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

Kind = Literal["idle", "too-large", "outside-hours", "no-data", "no-price"]


@dataclass(frozen=True, kw_only=True)
class Hour:
    """One hour in which a machine ran."""

    begins: datetime
    """In UTC."""
    average: float
    """Of the processor, in percent."""
    most: float


@dataclass(frozen=True, kw_only=True)
class Machine:
    """A virtual server."""

    id: str
    type: str
    """Such as `m7i.large`."""
    running: bool
    hours: tuple[Hour, ...]
    """Those that CloudWatch has data of; a stopped machine has none."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """Something that is paid for by the hour or by its size, and can be idle."""

    id: str
    what: Literal["nat-gateway", "endpoint", "address", "volume"]
    units: Decimal
    """Hours a month for what runs (in each zone), GB for a volume."""
    used: Decimal | None
    """Bytes that went through it, or 0 and 1 for what is not and is attached; None: no data."""


@dataclass(frozen=True, kw_only=True)
class Observed:
    """What is in one account, over a period."""

    begins: datetime
    ends: datetime
    machines: tuple[Machine, ...]
    parts: tuple[Part, ...]
    measured: Mapping[str, Decimal]
    """Volumes of the period by the price book's keys, as far as metrics give them."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """One thing to do, or one that can't be told."""

    tenant: str
    what: str
    kind: Kind
    why: str
    """A sentence with the figures."""
    saves: Decimal | None
    """Dollars a month; None where it has no price."""


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A declared volume against what was measured."""

    tenant: str
    volume: str
    declared: str
    """As it is declared; empty where it isn't."""
    measured: Decimal
    fits: bool

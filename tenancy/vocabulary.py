"""The words that declarations are written in: one annotated type per concept.

The models, the command's flags and the JSON Schemas all take their rules from here. What people
write is validated strictly: nothing is converted but a YAML list into a tuple, and text into a
date, a network or a time of day.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from ipaddress import IPv4Network
from typing import Annotated, Final, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from tenancy.finding import nearest

T = TypeVar("T")

MISTAKE: Final = "mistake"
"""The pydantic error type of a mistake that we describe ourselves; see `mistake`."""


def mistake(problem: str, remedy: str, *at: str | int) -> PydanticCustomError:
    """Return the error for a validator to raise.

    `at` is the place of the offending value below the value being validated, for a rule that
    compares several fields. `tenancy.explain` turns it into a `Finding`.
    """
    return PydanticCustomError(
        MISTAKE, "{problem}", {"problem": problem, "remedy": remedy, "at": at}
    )


class Declared(BaseModel):
    """What a person writes: strict, closed and unchangeable."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, use_attribute_docstrings=True
    )


Rows = Annotated[tuple[T, ...], Field(strict=False)]
"""A YAML list. The list becomes a tuple; what is in it stays strict."""


def _unique(rows: tuple[T, ...]) -> tuple[T, ...]:
    for position, row in enumerate(rows):
        if row in rows[:position]:
            raise mistake(f"{row} is listed twice", "remove one", position)
    return rows


UniqueRows = Annotated[tuple[T, ...], Field(strict=False), AfterValidator(_unique)]
"""A YAML list in which nothing is repeated."""
SomeUniqueRows = Annotated[
    tuple[T, ...], Field(strict=False, min_length=1, max_length=10), AfterValidator(_unique)
]
"""The same with at least one item, and ten at most."""


def matching(pattern: str, what: str, remedy: str) -> Callable[[str], str]:
    """Return a validator that accepts only text of which the whole matches a pattern."""
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if compiled.fullmatch(value) is None:
            raise mistake(f"{value!r} is not {what}", remedy)
        return value

    return check


_MINISTRY = r"(?!candidates$)[a-z][a-z0-9]{1,15}"
_SYSTEM = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
_HOST = r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]"
_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]|24:00"

MinistryKey = Annotated[
    str,
    AfterValidator(
        matching(
            _MINISTRY,
            "a ministry's key",
            "write 2 to 16 lower-case letters and digits without a hyphen, such as soumu",
        )
    ),
    WithJsonSchema({"type": "string", "pattern": f"^{_MINISTRY}$"}),
]
SystemId = Annotated[
    str,
    AfterValidator(
        matching(
            _SYSTEM,
            "a system's id",
            "write lower-case letters and digits, in words joined by single hyphens,"
            " such as online-application",
        )
    ),
    WithJsonSchema({"type": "string", "pattern": f"^{_SYSTEM}$"}),
]
TenantKey = Annotated[
    str,
    AfterValidator(
        matching(
            f"{_MINISTRY}-{_SYSTEM}",
            "a tenant's key",
            "write <ministry>-<system>, such as soumu-online-application",
        )
    ),
    WithJsonSchema({"type": "string", "pattern": f"^{_MINISTRY}-{_SYSTEM}$"}),
]
Domain = Annotated[
    str,
    AfterValidator(
        matching(_HOST, "a domain name", "write it in lower case, such as shinsei.example.go.jp")
    ),
    WithJsonSchema({"type": "string", "pattern": f"^{_HOST}$"}),
]
Email = Annotated[
    str,
    AfterValidator(
        matching(
            rf"[A-Za-z0-9._%+-]{{1,64}}@{_HOST}",
            "an e-mail address",
            "write the address of the division, such as division@example.go.jp",
        )
    ),
    WithJsonSchema({"type": "string", "format": "email"}),
]
TimeOfDay = Annotated[
    str,
    AfterValidator(
        matching(_TIME, "a time of day", "write hours and minutes in Japan, from 00:00 to 24:00")
    ),
    WithJsonSchema({"type": "string", "pattern": f"^({_TIME})$"}),
]


def _not_bool(value: object) -> object:
    # Python holds true and 1 for equal, so a Literal of numbers would take it.
    if isinstance(value, bool):
        raise mistake("true and false are not grades", "write the grade as a number")
    return value


Grade = BeforeValidator(_not_bool)
"""Beside a Literal of whole numbers."""
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=400, pattern=r"\S")]
Port = Annotated[int, Field(ge=1, le=65535)]
Yen = Annotated[int, Field(gt=0)]
Protocol = Literal["tcp", "udp"]
EnvironmentName = Literal["dev", "prod"]
Region = Literal["ap-northeast-1", "ap-northeast-3"]
ZoneLetter = Literal["a", "b", "c", "d"]
Ingress = Literal["internet", "government-lan", "none"]
Publication = Literal["prepared", "delegated", "open"]
Size = Literal["small", "medium", "large"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def _date(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise mistake(f"{value!r} is not a date", "write year, month and day, such as 2027-03-31")


def _network(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        if "/" in value:
            return IPv4Network(value)
    except ValueError:
        pass
    raise mistake(
        f"{value!r} is not an IPv4 block",
        "write its first address and its length, such as 10.0.0.0/16",
    )


Day = Annotated[date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
"""A day in Japan, written 2027-03-31."""
Block = Annotated[
    IPv4Network,
    BeforeValidator(_network),
    WithJsonSchema({"type": "string", "examples": ["10.0.0.0/16"]}),
]
"""An IPv4 block, written 10.0.0.0/16."""


_PRIVATE: Final = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))


def is_private(block: IPv4Network) -> bool:
    """Return whether a block is one of RFC 1918's, which no line to the internet reaches."""
    return any(block.subnet_of(private) for private in _PRIVATE)


def _destination(value: str) -> str:
    if re.fullmatch(rf"(\*\.)?{_HOST}", value):
        return value
    example = (
        "write a domain such as api.example.go.jp or *.example.go.jp,"
        " or a block such as 203.0.113.0/24"
    )
    try:
        block = IPv4Network(value)
    except ValueError:
        if "://" in value:
            example = "write the domain alone, without https:// and without a path"
        raise mistake(f"{value!r} is neither a domain nor an IPv4 block", example) from None
    if "/" not in value:
        raise mistake(f"{value!r} is one address, not a block", f"write {block}")
    if block.prefixlen < 8:
        raise mistake(f"{block} lets almost anything out", "list the destinations one by one")
    return value


Destination = Annotated[str, AfterValidator(_destination)]
"""A domain (`*.` in front stands for all names below it) or an IPv4 block."""


class Text(Declared):
    """What an officer reads, in both languages."""

    ja: Sentence
    """In Japanese."""
    en: Sentence
    """In English."""


CLOUDWATCH_RETENTION_DAYS: Final = (
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
    3288, 3653,
)  # fmt: skip
"""What CloudWatch Logs accepts as days of retention.

Source: `PutRetentionPolicy` in the Amazon CloudWatch Logs API Reference.
"""


def _retention(value: int) -> int:
    if value not in CLOUDWATCH_RETENTION_DAYS:
        nearest = min(CLOUDWATCH_RETENTION_DAYS, key=lambda days: (abs(days - value), -days))
        raise mistake(f"CloudWatch Logs cannot keep logs for {value} days", f"write {nearest}")
    return value


RetentionDays = Annotated[
    int,
    AfterValidator(_retention),
    WithJsonSchema({"type": "integer", "enum": list(CLOUDWATCH_RETENTION_DAYS)}),
]


def known_key(table: Mapping[str, object], what: str) -> Callable[[str], str]:
    """Return a validator that accepts only the keys of a table, and suggests the nearest."""

    def check(value: str) -> str:
        if value not in table:
            raise mistake(f"{value!r} is not {what}", nearest(value, table))
        return value

    return check

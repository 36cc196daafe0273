"""Reads what was used in a month from a cost-and-usage export, as `kyotsu chargeback` reads it."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from kyotsu.chargeback import columns as named
from kyotsu.chargeback.lines import DECIMAL, Choose, Connection, Further, given, is_month, lines_of
from kyotsu.chargeback.model import Group
from kyotsu.errors import UserMistake
from kyotsu.measured.names import KINDS

_INTERVAL: Final = f"CAST({named.INTERVAL} AS VARCHAR)"
_AMOUNT: Final = f"CAST({named.AMOUNT} AS VARCHAR)"
_IS_USE: Final = f"coalesce({named.KIND}, '') IN ({', '.join(map(repr, KINDS))})"
_MORE: Final = {
    "usage_type": Further(column=named.USAGE_TYPE, read=f"coalesce({named.USAGE_TYPE}, '')"),
    "use": Further(column=named.KIND, read=_IS_USE),
    "kind": Further(column=named.KIND, read=f"coalesce({named.KIND}, '')"),
    "amount": Further(column=named.AMOUNT, read=f"TRY_CAST({_AMOUNT} AS {DECIMAL})"),
    "begins": Further(column=named.INTERVAL, read=f"left({_INTERVAL}, 10)"),
    "ends": Further(column=named.INTERVAL, read=f"left(split_part({_INTERVAL}, '/', 2), 10)"),
}


@dataclass(frozen=True, kw_only=True)
class Used:
    """Lines that have the same account, tag, service and usage type, added up."""

    group: Group
    usage_type: str
    amount: Decimal
    """In the unit in which it is billed."""
    begins: str
    """The day of the first of them, such as `2026-10-01`."""
    ends: str
    """The day on which the last of them ends."""


@dataclass(frozen=True, kw_only=True)
class Month:
    """All use of a month."""

    month: str
    payer: str
    used: tuple[Used, ...]
    notes: tuple[str, ...]


def read_month(files: Sequence[Path], month: str | None, today: date) -> Month:
    """Return a whole month of an export: the one that is named, or the newest.

    Raises:
        UserMistake: a file can't be read or lacks a column; the month has no lines or only a part
            of them; amounts are no numbers.
    """
    with lines_of(files, _whole(month, today), _MORE) as lines:
        notes = [*lines.notes, *_not_use(lines.database)]
        _numbers(lines.database, lines.month)
        return Month(
            month=lines.month,
            payer=lines.payer,
            used=tuple(_used(lines.database)),
            notes=tuple(notes),
        )


def is_whole(month: str, begins: str, ends: str) -> bool:
    """Whether use between two days covers a month, from its first day into its last one."""
    year, number = map(int, month.split("-"))
    last = monthrange(year, number)[1]
    return begins <= f"{month}-01" and ends >= f"{month}-{last}"


def _whole(month: str | None, today: date) -> Choose:
    chosen = given(month) if month else None

    def choose(database: Connection, months: tuple[str, ...]) -> str:
        rows = database.execute(
            "SELECT month, min(begins), max(ends) FROM lines WHERE use GROUP BY 1 ORDER BY 1"
        ).fetchall()
        spans = {
            str(name): (str(begins), str(ends))
            for name, begins, ends in rows
            if is_month(str(name))
        }
        over = [name for name in spans if name < f"{today:%Y-%m}" and is_whole(name, *spans[name])]
        if chosen is not None:
            name = chosen(database, months)
            if name not in over:
                what = " to ".join(spans[name]) if name in spans else "no use at all"
                raise UserMistake(
                    f"{name} is not whole in the export, which has {what} of it;"
                    " name another month, or get the export again when the month is over"
                )
            return name
        if not over:
            raise UserMistake(
                f"no month is whole in the export, which has lines of {', '.join(months)};"
                " get it again when a month is over"
            )
        return max(over)

    return choose


def _not_use(database: Connection) -> list[str]:
    rows = database.execute(
        "SELECT kind, count(*), sum(usd) FROM lines WHERE NOT use GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return [
        f"{count:,} lines of kind {kind or 'nothing'} are no use and have no volume:"
        f" {Decimal(usd).normalize():f} dollars"
        for kind, count, usd in rows
    ]


def _numbers(database: Connection, month: str) -> None:
    row = database.execute("SELECT count(*) FROM lines WHERE use AND amount IS NULL").fetchone()
    if row is not None and row[0]:
        raise UserMistake(
            f"{row[0]:,} lines of {month} have no amount in {named.AMOUNT};"
            " get the export's files again"
        )


def _used(database: Connection) -> list[Used]:
    rows = database.execute(
        f"""
        SELECT account_id, account_name, regexp_extract(tags, $pattern, 1) AS tag, service,
            usage_type, sum(amount)::{DECIMAL}, sum(usd)::{DECIMAL}, sum(lines), min(begins),
            max(ends)
        FROM (
            SELECT account_id, account_name, tags, service, usage_type, sum(amount) AS amount,
                sum(usd) AS usd, count(*) AS lines, min(begins) AS begins, max(ends) AS ends
            FROM lines WHERE use GROUP BY ALL
        )
        GROUP BY ALL ORDER BY ALL
        """,  # noqa: S608 - nothing in it is a user's
        {"pattern": named.TAG},
    ).fetchall()
    return [
        Used(
            group=Group(
                account_id=str(row[0] or ""),
                account_name=str(row[1]),
                tag=str(row[2]),
                service=str(row[3]),
                usd=Decimal(row[6]),
                attachments=Decimal(0),
                lines=int(row[7]),
            ),
            usage_type=str(row[4]),
            amount=Decimal(row[5]),
            begins=str(row[8]),
            ends=str(row[9]),
        )
        for row in rows
    ]

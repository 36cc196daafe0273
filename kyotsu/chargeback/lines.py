"""Reads the lines of one month of an export through DuckDB, and checks them.

The lines are copied, narrowed to what is needed, into a database file that is removed afterwards:
so memory stays within its limit however long the export is. Amounts are read as they are written:
a double is first spelled with its shortest exact text, as it is in a CSV file, and then taken as a
decimal with twelve places. No sum is ever made of binary fractions.
"""

import re
import tempfile
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb

from kyotsu.chargeback import columns as named
from kyotsu.errors import UserMistake

DECIMAL: Final = "DECIMAL(38, 12)"
USUAL: Final = "DECIMAL(18, 12)"
"""Fits a machine word, and is read thirteen times as fast; what is larger is read as the other."""
MEMORY: Final = "1200MB"
THREADS: Final = 2
SHOWN: Final = 3

Connection = duckdb.DuckDBPyConnection
Choose = Callable[[Connection, tuple[str, ...]], str]
"""Names the month to read, of those that have lines, or raises a UserMistake."""


@dataclass(frozen=True, kw_only=True)
class Further:
    """What a reader needs of a line beside whose it is and what it costs."""

    column: str
    """The export's, which must then be there."""
    read: str
    """How it is read, in SQL."""


@dataclass(frozen=True, kw_only=True)
class Lines:
    """The lines of a month, each once, in the table `lines`."""

    database: Connection
    month: str
    payer: str
    notes: tuple[str, ...]


def is_month(text: str) -> bool:
    """Whether a text is a month, such as `2026-10`."""
    return re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text) is not None


def given(month: str) -> Choose:
    """Return a choice of the month that somebody named.

    Raises:
        UserMistake: that is no month; later, that it has no line.
    """
    if not is_month(month):
        raise UserMistake(f"{month!r} is not a month; write year and month, such as 2026-10")

    def choose(_: Connection, months: tuple[str, ...]) -> str:
        if month not in months:
            raise UserMistake(f"the export has no line for {month}; it has {', '.join(months)}")
        return month

    return choose


@contextmanager
def lines_of(
    files: Sequence[Path], choose: Choose, more: Mapping[str, Further] | None = None
) -> Generator[Lines]:
    """Give a month of an export in one format: Parquet, or CSV (plain or gzip).

    `more` has further columns of the table, by name.

    Raises:
        UserMistake: a file can't be read or lacks a column; the month has no line; amounts are in
            two currencies or are no numbers.
    """
    with tempfile.TemporaryDirectory() as folder:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "threads": THREADS,
            "temp_directory": folder,
            "autoinstall_known_extensions": False,
        }
        with duckdb.connect(str(Path(folder, "lines.db")), config=settings) as database:
            database.execute("SET preserve_insertion_order = false")
            database.execute("SET enable_progress_bar = false")
            source, parameters = _source(files)
            try:
                notes = list(_copy(database, source, parameters, more or {}))
            except duckdb.Error as error:
                raise UserMistake(
                    f"the export can't be read: {_first_line(error)}; get its files again"
                ) from None
            month, left = _months(database, choose)
            notes.extend(left)
            _amounts(database, month)
            notes.extend(_duplicates(database))
            yield Lines(database=database, month=month, payer=_payer(database), notes=tuple(notes))


def _source(files: Sequence[Path]) -> tuple[str, list[object]]:
    kinds = {"parquet" if file.name.endswith(".parquet") else "csv" for file in files}
    for file in files:
        if not file.is_file():
            raise UserMistake(f"there is no file {file}")
        if not file.name.endswith((".parquet", ".csv", ".csv.gz")):
            raise UserMistake(f"{file} is neither .parquet nor .csv nor .csv.gz")
    if len(kinds) != 1:
        raise UserMistake("the files are of two formats; give those of one export")
    names = [str(file) for file in files]
    if kinds == {"parquet"}:
        return "read_parquet($files, union_by_name = true)", [names]
    return (
        "read_csv($files, header = true, all_varchar = true, union_by_name = true,"
        " delim = ',', quote = '\"', escape = '\"', null_padding = false)"
    ), [names]


def _copy(
    database: Connection, source: str, parameters: list[object], more: Mapping[str, Further]
) -> Sequence[str]:
    given = {"files": parameters[0]}
    described = database.execute(f"DESCRIBE SELECT * FROM {source}", given)  # noqa: S608 - ours
    present = [str(row[0]) for row in described.fetchall()]
    notes = named.check(present, [one.column for one in more.values()])
    name = named.ACCOUNT_NAME if named.ACCOUNT_NAME in present else "''"
    tags = f"CAST({named.TAGS} AS VARCHAR)" if named.TAGS in present else "''"
    cost = f"CAST({named.COST} AS VARCHAR)"
    further = "".join(f"{one.read} AS {name}, " for name, one in more.items())
    database.execute(
        f"""
        CREATE TABLE lines AS SELECT {further}
            left(CAST({named.MONTH} AS VARCHAR), 7) AS month,
            CAST({named.PAYER} AS VARCHAR) AS payer,
            CAST({named.ACCOUNT} AS VARCHAR) AS account_id,
            coalesce({name}, '') AS account_name,
            coalesce({tags}, '') AS tags,
            coalesce({named.SERVICE}, '') AS service,
            coalesce({named.USAGE_TYPE}, '') LIKE '%TransitGateway-Hours' AS attachment,
            coalesce({named.CURRENCY}, '') AS currency,
            coalesce(
                CAST(TRY_CAST({cost} AS {USUAL}) AS {DECIMAL}), TRY_CAST({cost} AS {DECIMAL})
            ) AS usd,
            CASE WHEN usd IS NULL THEN {cost} END AS spelled,
            hash(CAST({named.LINE} AS VARCHAR), CAST({named.INTERVAL} AS VARCHAR)) AS line
        FROM {source}
        """,  # noqa: S608 - nothing in it is a user's
        given,
    )
    return notes


def _months(database: Connection, choose: Choose) -> tuple[str, list[str]]:
    """Leave the lines of one month, and say how many are left out."""
    rows = database.execute("SELECT month, count(*) FROM lines GROUP BY 1 ORDER BY 1").fetchall()
    counts = {str(name): int(count) for name, count in rows}
    if not counts:
        raise UserMistake("the export has no lines at all")
    month = choose(database, tuple(counts))
    if len(counts) > 1:
        database.execute("DELETE FROM lines WHERE month IS DISTINCT FROM $month", {"month": month})
    return month, [
        f"{count:,} lines are of {name} and were not read"
        for name, count in counts.items()
        if name != month
    ]


def _amounts(database: Connection, month: str) -> None:
    wrong = database.execute(
        "SELECT spelled, count(*) FROM lines WHERE usd IS NULL GROUP BY 1 ORDER BY 2 DESC, 1"
    ).fetchall()
    if wrong:
        shown = ", ".join(repr(value) if value else "nothing" for value, _ in wrong[:SHOWN])
        raise UserMistake(
            f"{sum(count for _, count in wrong):,} lines of {month} have no amount in"
            f" {named.COST}: {shown}; get the export's files again"
        )
    found = database.execute("SELECT DISTINCT currency FROM lines ORDER BY 1").fetchall()
    currencies = [str(row[0]) or "none" for row in found]
    if currencies != ["USD"]:
        raise UserMistake(
            f"the lines of {month} are in {' and '.join(currencies)};"
            " only an export in USD can be charged"
        )


def _duplicates(database: Connection) -> list[str]:
    """Count once what is there twice in every respect, and say so."""
    total, distinct = _row(database, "SELECT count(*), count(DISTINCT line) FROM lines")
    if total == distinct:
        return []
    before = _row(database, "SELECT sum(usd) FROM lines")[0]
    database.execute("CREATE TABLE once AS SELECT DISTINCT * FROM lines")
    database.execute("DROP TABLE lines")
    database.execute("ALTER TABLE once RENAME TO lines")
    left, after = _row(database, "SELECT count(*), sum(usd) FROM lines")
    notes: list[str] = []
    if left != total:
        notes.append(
            f"{total - left:,} lines are there twice and were counted once:"
            f" {before - after} dollars were left out"
        )
    if left != distinct:
        notes.append(
            f"{left - distinct:,} lines have another line's id and time but not its amount,"
            " account or service; all of them were counted: ask AWS which is right"
        )
    return notes


def _payer(database: Connection) -> str:
    return str(_row(database, "SELECT min(payer) FROM lines")[0])


def _row(database: Connection, query: str) -> tuple[Any, ...]:
    row = database.execute(query).fetchone()
    assert row is not None  # noqa: S101 - an aggregate always has a row
    return row


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]

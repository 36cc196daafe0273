"""Reads one month of an export through DuckDB, with exact decimal sums.

The lines are copied, narrowed to what is needed, into a database file that is removed afterwards:
so memory stays within its limit however long the export is. Amounts are read as they are written:
a double is first spelled with its shortest exact text, as it is in a CSV file, and then taken as a
decimal with twelve places. No sum is ever made of binary fractions.
"""

import re
import tempfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import duckdb

from kyotsu.chargeback import columns as named
from kyotsu.chargeback.model import Export, Group
from kyotsu.errors import UserMistake

DECIMAL: Final = "DECIMAL(38, 12)"
USUAL: Final = "DECIMAL(18, 12)"
"""Fits a machine word, and is read thirteen times as fast; what is larger is read as the other."""
MEMORY: Final = "1200MB"
THREADS: Final = 2
SHOWN: Final = 3

Connection = duckdb.DuckDBPyConnection


def read_export(files: Sequence[Path], month: str) -> Export:
    """Return a month of an export in one format: Parquet, or CSV (plain or gzip).

    Raises:
        UserMistake: a file can't be read or lacks a column; the month has no line; amounts are in
            two currencies or are no numbers.
    """
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month) is None:
        raise UserMistake(f"{month!r} is not a month; write year and month, such as 2026-10")
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
                notes = list(_copy(database, source, parameters))
            except duckdb.Error as error:
                raise UserMistake(
                    f"the export can't be read: {_first_line(error)}; get its files again"
                ) from None
            notes.extend(_months(database, month))
            _amounts(database, month)
            notes.extend(_duplicates(database))
            return Export(
                month=month,
                groups=tuple(_groups(database)),
                payer=_payer(database),
                notes=tuple(notes),
            )


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


def _copy(database: Connection, source: str, parameters: list[object]) -> Sequence[str]:
    given = {"files": parameters[0]}
    described = database.execute(f"DESCRIBE SELECT * FROM {source}", given)  # noqa: S608
    present = [str(row[0]) for row in described.fetchall()]
    notes = named.check(present)
    name = named.ACCOUNT_NAME if named.ACCOUNT_NAME in present else "''"
    tags = f"CAST({named.TAGS} AS VARCHAR)" if named.TAGS in present else "''"
    cost = f"CAST({named.COST} AS VARCHAR)"
    database.execute(
        f"""
        CREATE TABLE lines AS SELECT
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


def _months(database: Connection, month: str) -> list[str]:
    rows = database.execute("SELECT month, count(*) FROM lines GROUP BY 1 ORDER BY 1").fetchall()
    counts = {str(name): int(count) for name, count in rows}
    if month not in counts:
        there = f"it has {', '.join(counts)}" if counts else "it has no lines at all"
        raise UserMistake(f"the export has no line for {month}; {there}")
    if len(counts) > 1:
        database.execute("DELETE FROM lines WHERE month IS DISTINCT FROM $month", {"month": month})
    return [
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


def _groups(database: Connection) -> list[Group]:
    """Add up by what a line carries, then by its tag: so the tag is looked for in few texts."""
    rows = database.execute(
        f"""
        SELECT account_id, account_name, regexp_extract(tags, $pattern, 1) AS tag, service,
            sum(usd)::{DECIMAL}, sum(attached)::{DECIMAL}, sum(lines)
        FROM (
            SELECT account_id, account_name, tags, service, sum(usd) AS usd,
                coalesce(sum(usd) FILTER (attachment), 0) AS attached, count(*) AS lines
            FROM lines GROUP BY ALL
        )
        GROUP BY ALL ORDER BY ALL
        """,  # noqa: S608
        {"pattern": named.TAG},
    ).fetchall()
    return [
        Group(
            account_id=str(row[0] or ""),
            account_name=str(row[1]),
            tag=str(row[2]),
            service=str(row[3]),
            usd=Decimal(row[4]),
            attachments=Decimal(row[5]),
            lines=int(row[6]),
        )
        for row in rows
    ]


def _payer(database: Connection) -> str:
    return str(_row(database, "SELECT min(payer) FROM lines")[0])


def _row(database: Connection, query: str) -> tuple[Any, ...]:
    row = database.execute(query).fetchone()
    assert row is not None  # noqa: S101 - an aggregate always has a row
    return row


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]

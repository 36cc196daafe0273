"""Reads one month of an export: its lines added up by whose they may be, exactly."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from kyotsu.chargeback import columns as named
from kyotsu.chargeback.lines import DECIMAL, Connection, given, lines_of
from kyotsu.chargeback.model import Export, Group


def read_export(files: Sequence[Path], month: str) -> Export:
    """Return a month of an export in one format: Parquet, or CSV (plain or gzip).

    Raises:
        UserMistake: a file can't be read or lacks a column; the month has no line; amounts are in
            two currencies or are no numbers.
    """
    with lines_of(files, given(month)) as lines:
        return Export(
            month=month,
            groups=tuple(_groups(lines.database)),
            payer=lines.payer,
            notes=lines.notes,
        )


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
        """,  # noqa: S608 - nothing in it is a user's
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

"""How long a month's bill of five million lines takes to charge, and how much memory.

python -m bench.chargeback
"""

import sys
import tempfile
from pathlib import Path
from typing import Final

import duckdb
from rich.console import Console

from bench.figures import Figure, table
from bench.generate_fleet import PROJECT
from bench.watching import watch
from kyotsu.chargeback.reading import owners_of
from kyotsu.declarations import read_fleet

LINES: Final = 5_000_000
SECONDS: Final = 60.0
MEGABYTES: Final = 2048.0


def measure() -> list[Figure]:
    """Charge the same export as Parquet and as CSV."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        parquet = _generate(place / "export.parquet")
        figures = _run("Parquet", parquet)
        csv = place / "export.csv"
        with duckdb.connect() as database:
            database.execute(
                f"COPY (SELECT * REPLACE (CAST(resource_tags AS JSON) AS resource_tags)"  # noqa: S608
                f" FROM '{parquet}') TO '{csv}' (FORMAT csv, HEADER true)"
            )
        parquet.unlink()
        return [*figures, *_run("CSV", csv)]


def _generate(path: Path) -> Path:
    """Write an export with CUR 2.0's types: an hour of a resource a line, all of one month."""
    fleet = read_fleet(PROJECT)
    names = sorted(owners_of(fleet, fleet.stages["prod"]).accounts)
    accounts = ", ".join(f"'{name}'" for name in names)
    with duckdb.connect() as database:
        database.execute("SELECT setseed(0.42)")
        database.execute(
            f"""
            COPY (
                SELECT
                    md5(CAST(i // 744 AS VARCHAR)) AS identity_line_item_id,
                    strftime(TIMESTAMP '2026-10-01' + to_hours(CAST(i % 744 AS BIGINT)),
                        '%Y-%m-%dT%H:00:00Z') AS identity_time_interval,
                    '999999999999' AS bill_payer_account_id,
                    TIMESTAMP '2026-10-01' AS bill_billing_period_start_date,
                    CAST(100000000000 + (i // 744) % {len(names)} AS VARCHAR)
                        AS line_item_usage_account_id,
                    list_extract([{accounts}], CAST((i // 744) % {len(names)} + 1 AS INTEGER))
                        AS line_item_usage_account_name,
                    'Usage' AS line_item_line_item_type,
                    'arn:aws:ec2:ap-northeast-1::instance/i-' || CAST(i // 744 AS VARCHAR)
                        AS line_item_resource_id,
                    list_extract(['AmazonEC2', 'AmazonS3', 'AmazonRDS', 'awskms'],
                        CAST(i % 4 + 1 AS INTEGER)) AS line_item_product_code,
                    'APN1-BoxUsage:m7i.large' AS line_item_usage_type,
                    'RunInstances' AS line_item_operation,
                    'USD' AS line_item_currency_code,
                    random() AS line_item_usage_amount,
                    random() / 7 AS line_item_unblended_cost,
                    '$0.1302 per On Demand Linux m7i.large Instance Hour'
                        AS line_item_line_item_description,
                    MAP(['user_cost_center', 'user_stage'], ['soumu-shinsei', 'prod'])
                        AS resource_tags
                FROM range({LINES}) AS numbers(i)
            ) TO '{path}' (FORMAT parquet)
            """  # noqa: S608
        )
    return path


def _run(kind: str, path: Path) -> list[Figure]:
    watched = watch(["chargeback", "--month", "2026-10", "--export", str(path)], PROJECT)
    detail = f"{path.stat().st_size / 1_000_000:,.0f} MB, {watched.detail}"
    return [
        Figure(
            name=f"chargeback of {LINES:,} lines, {kind}",
            value=watched.seconds,
            unit="s",
            limit=SECONDS,
            detail=detail,
        ),
        Figure(name=f"its memory, {kind}", value=watched.megabytes, unit="MB", limit=MEGABYTES),
    ]


def main() -> int:
    """Print the figures beside their limits; 1 if one is broken."""
    figures = measure()
    Console(width=140).print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())

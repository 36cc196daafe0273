"""Exports for tests: CUR 2.0's columns, as Parquet with a map of tags, and as CSV."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import duckdb

Line = dict[str, str]

PREFIX = "kyotsu-prod"
PAYER = "999999999999"


def line(
    usd: str,
    *,
    account: str = "soumu-shinsei",
    tag: str = "",
    service: str = "AmazonEC2",
    usage: str = "APN1-BoxUsage:m7i.large",
    month: str = "2026-10",
    number: int | str = 0,
    account_id: str = "111111111111",
    currency: str = "USD",
    amount: str = "1",
    kind: str = "Usage",
    interval: str = "",
) -> Line:
    """Return one line of an export, of an hour if no interval is given."""
    return {
        "identity_line_item_id": f"id-{number or f'{usd}{account}{tag}{service}{usage}{month}'}",
        "identity_time_interval": interval or f"{month}-01T00:00:00Z/{month}-01T01:00:00Z",
        "bill_payer_account_id": PAYER,
        "bill_billing_period_start_date": f"{month}-01 00:00:00",
        "line_item_usage_account_id": account_id,
        "line_item_usage_account_name": f"{PREFIX}-{account}" if account else "",
        "line_item_line_item_type": kind,
        "line_item_product_code": service,
        "line_item_usage_type": usage,
        "line_item_usage_amount": amount,
        "line_item_currency_code": currency,
        "line_item_unblended_cost": usd,
        "resource_tags": json.dumps({"user_cost_center": tag} if tag else {}),
    }


def write_csv(path: Path, lines: list[Line]) -> Path:
    """Write an export as CSV."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.DictWriter(file, list(lines[0]))
        rows.writeheader()
        rows.writerows(lines)
    return path


def write_parquet(path: Path, lines: list[Line]) -> Path:
    """Write the same as Parquet, in the types that AWS writes: amounts are doubles."""
    source = write_csv(path.with_suffix(".source.csv"), lines)
    with duckdb.connect() as database:
        database.execute(
            f"""
            COPY (
                SELECT * REPLACE (
                    CAST(line_item_unblended_cost AS DOUBLE) AS line_item_unblended_cost,
                    CAST(line_item_usage_amount AS DOUBLE) AS line_item_usage_amount,
                    CAST(bill_billing_period_start_date AS TIMESTAMP)
                        AS bill_billing_period_start_date,
                    CASE WHEN resource_tags = '{{}}' THEN MAP([]::VARCHAR[], []::VARCHAR[])
                        ELSE MAP(['user_cost_center'],
                            [regexp_extract(resource_tags, ': "([^"]*)"', 1)])
                    END AS resource_tags
                )
                FROM read_csv('{source}', all_varchar = true)
            ) TO '{path}' (FORMAT parquet)
            """  # noqa: S608 - the test's own paths
        )
    source.unlink()
    return path

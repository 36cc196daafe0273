"""The columns of a cost-and-usage export (CUR 2.0), and how each is read exactly.

Source: "Cost and Usage Report (CUR) 2.0" in the AWS Data Exports User Guide,
https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html
"""

from collections.abc import Iterable
from typing import Final

from kyotsu.errors import UserMistake
from tenancy.finding import nearest

MONTH: Final = "bill_billing_period_start_date"
PAYER: Final = "bill_payer_account_id"
ACCOUNT: Final = "line_item_usage_account_id"
ACCOUNT_NAME: Final = "line_item_usage_account_name"
COST: Final = "line_item_unblended_cost"
CURRENCY: Final = "line_item_currency_code"
SERVICE: Final = "line_item_product_code"
USAGE_TYPE: Final = "line_item_usage_type"
LINE: Final = "identity_line_item_id"
INTERVAL: Final = "identity_time_interval"
KIND: Final = "line_item_line_item_type"
AMOUNT: Final = "line_item_usage_amount"
TAGS: Final = "resource_tags"

NEEDED: Final = (MONTH, PAYER, ACCOUNT, COST, CURRENCY, SERVICE, USAGE_TYPE, LINE, INTERVAL)
OWNERS: Final = (ACCOUNT_NAME, TAGS)
"""At least one of them must be there: they say whose a line is."""
BEGINNINGS: Final = (
    "bill_", "billing_period", "capacity_reservation_", "cost_category", "discount", "identity_",
    "line_item_", "pricing_", "product", "reservation_", "resource_tags", "savings_plan_",
    "split_line_item_", "iam_principal", "tags",
)  # fmt: skip
"""What columns of the export begin with."""
TAG: Final = r"""(?i)cost[_-]?center["']?\s*[=:]\s*["']?([^"',}]*)"""
"""Finds the tag in a map of any spelling: AWS writes `CostCenter` as `user_cost_center`."""


def check(columns: Iterable[str], more: Iterable[str] = ()) -> tuple[str, ...]:
    """Return a sentence for each column that isn't one of CUR 2.0's.

    `more` are columns that are needed beside those of a bill.

    Raises:
        UserMistake: a column is missing that can't be done without.
    """
    present = list(columns)
    missing = [name for name in dict.fromkeys((*NEEDED, *more)) if name not in present]
    if not set(OWNERS) & set(present):
        missing.append(f"{ACCOUNT_NAME} or {TAGS}")
    if missing:
        sentences = [f"the export has no column {name}; {_near(name, present)}" for name in missing]
        raise UserMistake("\n".join(sentences))
    return tuple(
        f"column {name} is not one of the export's (CUR 2.0); it was not read"
        for name in sorted(present)
        if not name.startswith(BEGINNINGS)
    )


def _near(name: str, present: list[str]) -> str:
    close = nearest(name, present)
    return close if close.startswith("did you mean") else "add it to the export's columns"

"""Proves how cost is kept in sight: budgets, unusual cost, ministries, exports. No engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlglot
from sqlglot import exp

from components.cost.cost_control import CostControl, CostControlArgs
from components.cost.cost_export import COLUMNS, CostExport, CostExportArgs, statement
from components.cost.tenant_budget import TenantBudget, TenantBudgetArgs
from tenancy.plan import BudgetPlan
from tests.components.alone import statements
from tests.components.conftest import evaluate

if TYPE_CHECKING:
    from tests.components.conftest import Recorder

MANAGEMENT = "111111111111"


def test_a_tenants_contacts_are_told_of_cost_so_far_and_of_the_months_forecast() -> None:
    made = evaluate(
        lambda: TenantBudget(
            "budget",
            TenantBudgetArgs(
                tenant_name="kyotsu-test-soumu-shinsei",
                plan=BudgetPlan(
                    yen=300_000,
                    limit_usd="2000.00",
                    yen_per_usd="150",
                    rate_as_of="2026-04-01",
                    contacts=("a@example.go.jp", "b@example.go.jp"),
                ),
            ),
        )
    )
    budget = made.of("aws:budgets/budget:Budget")["budget"]
    assert budget["name"] == "kyotsu-test-soumu-shinsei-monthly"
    assert (budget["limitAmount"], budget["limitUnit"]) == ("2000.00", "USD")
    # The account is the tenant's own: no filter, so nothing is left out.
    assert "costFilters" not in budget
    told = {(one["notificationType"], one["threshold"]) for one in budget["notifications"]}
    assert told == {("ACTUAL", 80), ("ACTUAL", 100), ("FORECASTED", 80), ("FORECASTED", 100)}
    for one in budget["notifications"]:
        assert one["thresholdType"] == "PERCENTAGE"
        assert one["subscriberEmailAddresses"] == ["a@example.go.jp", "b@example.go.jp"]
    # AWS takes five notifications a budget.
    assert len(budget["notifications"]) <= 5


@pytest.fixture(scope="module")
def cost() -> Recorder:
    return evaluate(
        lambda: CostControl(
            "cost",
            CostControlArgs(
                name_prefix="kyotsu-test",
                accounts={"mof": ["222222222222"], "soumu": ["333333333333", "444444444444"]},
                contacts=("cost@example.go.jp",),
                anomaly_usd="200.00",
                allocation_tags=("Ministry", "System"),
            ),
        )
    )


def test_all_of_an_accounts_cost_is_its_ministrys(cost: Recorder) -> None:
    category = cost.of("aws:costexplorer/costCategory:CostCategory")["cost"]
    assert {rule["value"]: rule["rule"]["dimension"]["values"] for rule in category["rules"]} == {
        "mof": ["222222222222"],
        "soumu": ["333333333333", "444444444444"],
    }
    assert category["defaultValue"] == "platform"


def test_unusual_cost_of_any_account_is_told(cost: Recorder) -> None:
    monitor = cost.of("aws:costexplorer/anomalyMonitor:AnomalyMonitor")["cost"]
    assert (monitor["monitorType"], monitor["monitorDimension"]) == (
        "DIMENSIONAL",
        "LINKED_ACCOUNT",
    )
    told = cost.of("aws:costexplorer/anomalySubscription:AnomalySubscription")["cost"]
    # AWS sends e-mail daily or weekly; at once it tells topics only.
    assert told["frequency"] == "DAILY"
    assert told["subscribers"] == [{"type": "EMAIL", "address": "cost@example.go.jp"}]
    assert told["thresholdExpression"]["dimension"]["values"] == ["200.00"]


def test_tags_are_switched_on_by_name(cost: Recorder) -> None:
    tags = cost.of("aws:costexplorer/costAllocationTag:CostAllocationTag")
    assert {name: (tag["tagKey"], tag["status"]) for name, tag in tags.items()} == {
        "cost-Ministry": ("Ministry", "Active"),
        "cost-System": ("System", "Active"),
    }


def test_a_stage_without_tenants_has_no_category() -> None:
    made = evaluate(
        lambda: CostControl(
            "cost",
            CostControlArgs(
                name_prefix="kyotsu-test",
                accounts={},
                contacts=("cost@example.go.jp",),
                anomaly_usd="200.00",
                allocation_tags=(),
            ),
        )
    )
    # AWS takes no category without a rule.
    assert made.of("aws:costexplorer/costCategory:CostCategory") == {}


class TestExport:
    @pytest.fixture
    def export(self) -> Recorder:
        return evaluate(
            lambda: CostExport(
                "export",
                CostExportArgs(
                    name_prefix="kyotsu-test",
                    region="ap-northeast-1",
                    account_id=MANAGEMENT,
                    protect=True,
                ),
            )
        )

    def test_it_is_a_plain_query_of_known_columns(self) -> None:
        parsed = sqlglot.parse_one(statement())
        assert [column.name for column in parsed.find_all(exp.Column)] == list(COLUMNS)
        assert len(set(COLUMNS)) == len(COLUMNS)

    def test_it_goes_to_its_bucket_as_parquet(self, export: Recorder) -> None:
        made = export.of("aws:bcmdata/export:Export")["export"]["export"]
        (destination,) = made["destinationConfigurations"]
        (s3,) = destination["s3Destinations"]
        assert s3["s3Bucket"] == "kyotsu-test-cost-export"
        (output,) = s3["s3OutputConfigurations"]
        # Data Exports takes these two together only.
        assert (output["format"], output["compression"]) == ("PARQUET", "PARQUET")

    def test_only_data_exports_for_our_account_may_write(self, export: Recorder) -> None:
        policy = statements(export.of("aws:s3/bucketPolicy:BucketPolicy")["export"]["policy"])
        delivers = policy["DataExportsDelivers"]
        assert delivers["Condition"]["StringEquals"] == {"aws:SourceAccount": MANAGEMENT}
        assert set(delivers["Action"]) == {"s3:PutObject", "s3:GetBucketPolicy"}

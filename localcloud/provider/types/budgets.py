"""Budgets."""

from __future__ import annotations

from typing import Any

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.values import pascal
from localcloud.provider.vocabulary import Entry, Example, Name, P, Props


def _budget(context: Context) -> Props:
    given = context.inputs
    filters = {item["name"]: item["values"] for item in given.get("costFilters") or ()}
    block = {
        "BudgetName": given["name"],
        "BudgetType": given["budgetType"],
        "TimeUnit": given["timeUnit"],
        "BudgetLimit": {"Amount": str(given["limitAmount"]), "Unit": given["limitUnit"]},
        "CostFilters": filters or None,
        "CostTypes": pascal(given.get("costTypes")),
    }
    return {key: value for key, value in block.items() if value is not None}


def _notifications(context: Context) -> list[Props]:
    found: list[Props] = []
    for block in context.inputs.get("notifications") or ():
        mails = block.get("subscriberEmailAddresses") or ()
        topics = block.get("subscriberSnsTopicArns") or ()
        found.append(
            {
                "Notification": {
                    "NotificationType": block["notificationType"],
                    "ComparisonOperator": block["comparisonOperator"],
                    "Threshold": block["threshold"],
                    "ThresholdType": block["thresholdType"],
                },
                "Subscribers": [
                    *({"SubscriptionType": "EMAIL", "Address": mail} for mail in mails),
                    *({"SubscriptionType": "SNS", "Address": topic} for topic in topics),
                ],
            }
        )
    return found


def _create_budget(context: Context) -> str:
    context.call(
        "create_budget",
        AccountId=context.inputs.get("accountId") or context.account,
        Budget=_budget(context),
        NotificationsWithSubscribers=_notifications(context) or None,
    )
    return f"{context.inputs.get('accountId') or context.account}:{context.inputs['name']}"


def _named(context: Context) -> Props:
    account, _, name = context.id.partition(":")
    return {"AccountId": account, "BudgetName": name}


def _remake_budget(context: Context) -> None:
    """Make it anew: moto has no update."""
    context.call("delete_budget", **_named(context))
    _create_budget(context)


def _number(value: Any) -> float:
    return float(value or 0)


BUDGET = Entry(
    type="aws:budgets/budget:Budget",
    service="budgets",
    regional=False,
    inputs={
        "name": P(read="BudgetName", replace=True),
        "namePrefix": P(replace=True),
        "accountId": P(read="", replace=True, computed=True),
        "budgetType": P(read="BudgetType"),
        "timeUnit": P(read="TimeUnit"),
        "limitAmount": P(read="BudgetLimit.Amount", compare=_number),
        "limitUnit": P(read="BudgetLimit.Unit"),
        "notifications": P(read="", compare="set"),
        "costFilters": P(read="", compare="set"),
        "costTypes": P(read="", computed=True),
        "timePeriodStart": P(read="", computed=True),
        "timePeriodEnd": P(read="", computed=True),
    },
    create=_create_budget,
    read=lambda c: c.call("describe_budget", **_named(c)),
    at="Budget",
    update=_remake_budget,
    delete=lambda c: c.call("delete_budget", **_named(c)),
    outputs={"arn": "arn:{partition}:budgets::{account}:budget/{name}"},
    tags=tagging.kept_in_state(),
    name=Name(property="name", limit=100),
    example=Example(
        inputs={
            "name": "example",
            "budgetType": "COST",
            "timeUnit": "MONTHLY",
            "limitAmount": "1000",
            "limitUnit": "USD",
        },
        change={"limitAmount": "2000", "tags": {"a": "b"}},
        replace={"name": "other"},
    ),
)


ENTRIES = [BUDGET]

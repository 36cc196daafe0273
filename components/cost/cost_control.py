"""`CostControl`: unusual cost, the bill by ministry, and its lines for those who count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pulumi
import pulumi_aws as aws

PLATFORM: Final = "platform"
"""The ministry of what belongs to none: the accounts of the platform itself."""


@dataclass(frozen=True, kw_only=True)
class CostControlArgs:
    """What `CostControl` needs.

    `accounts` maps a ministry to its tenants' accounts. `anomaly_usd` is the least unusual cost
    that is told of, in dollars, as text.
    """

    name_prefix: str
    accounts: Mapping[str, Sequence[pulumi.Input[str]]]
    contacts: Sequence[str]
    anomaly_usd: str
    allocation_tags: Sequence[str]


class CostControl(pulumi.ComponentResource):
    """Anomaly detection, a cost category by ministry, and cost allocation tags.

    The provider must act in the management account, which is billed for all. The category goes by
    account, not by tag: an account's whole cost is its ministry's, also what can't carry a tag.

    Source: https://docs.aws.amazon.com/cost-management/latest/userguide/manage-ad.html and
    https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/manage-cost-categories.html
    """

    def __init__(
        self, name: str, args: CostControlArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:cost:CostControl", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        monitor = aws.costexplorer.AnomalyMonitor(
            name,
            name=f"{args.name_prefix}-accounts",
            monitor_type="DIMENSIONAL",
            monitor_dimension="LINKED_ACCOUNT",
            opts=child,
        )
        aws.costexplorer.AnomalySubscription(
            name,
            name=f"{args.name_prefix}-accounts",
            frequency="DAILY",
            monitor_arn_lists=[monitor.arn],
            subscribers=[
                aws.costexplorer.AnomalySubscriptionSubscriberArgs(type="EMAIL", address=contact)
                for contact in args.contacts
            ],
            threshold_expression=_at_least(args.anomaly_usd),
            opts=child,
        )
        if args.accounts:
            aws.costexplorer.CostCategory(
                name,
                name=f"{args.name_prefix}-ministry",
                rule_version="CostCategoryExpression.v1",
                rules=[
                    _costs_of(ministry, accounts) for ministry, accounts in args.accounts.items()
                ],
                default_value=PLATFORM,
                opts=child,
            )
        for tag in args.allocation_tags:
            aws.costexplorer.CostAllocationTag(
                f"{name}-{tag}", tag_key=tag, status="Active", opts=child
            )
        self.register_outputs({})


def _at_least(dollars: str) -> aws.costexplorer.AnomalySubscriptionThresholdExpressionArgs:
    return aws.costexplorer.AnomalySubscriptionThresholdExpressionArgs(
        dimension=aws.costexplorer.AnomalySubscriptionThresholdExpressionDimensionArgs(
            key="ANOMALY_TOTAL_IMPACT_ABSOLUTE",
            match_options=["GREATER_THAN_OR_EQUAL"],
            values=[dollars],
        )
    )


def _costs_of(
    ministry: str, accounts: Sequence[pulumi.Input[str]]
) -> aws.costexplorer.CostCategoryRuleArgs:
    return aws.costexplorer.CostCategoryRuleArgs(
        value=ministry,
        type="REGULAR",
        rule=aws.costexplorer.CostCategoryRuleRuleArgs(
            dimension=aws.costexplorer.CostCategoryRuleRuleDimensionArgs(
                key="LINKED_ACCOUNT", match_options=["EQUALS"], values=list(accounts)
            )
        ),
    )

"""`Watch`: alarms on a tenant's services, and one page that shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from tenancy.naming import physical_name
from tenancy.plan import AlarmPlan

PERIOD_SECONDS = 300
# The page has 24 columns; two graphs stand beside one another.
WIDTH, HEIGHT = 12, 6


@dataclass(frozen=True, kw_only=True)
class WatchArgs:
    """What `Watch` needs: the planned alarms, and the topic that they tell."""

    tenant_name: str
    alarms: Sequence[AlarmPlan]
    region: str
    topic_arn: pulumi.Input[str]


class Watch(pulumi.ComponentResource):
    """An alarm for each planned query, which also tells when it is over, and a dashboard.

    An alarm watches all resources of a service, also those that aren't there yet; where there are
    none, nothing is missing.

    `alarm_arns` by the alarm's name.
    """

    alarm_arns: dict[str, pulumi.Output[str]]

    def __init__(
        self, name: str, args: WatchArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:operations:Watch", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.alarm_arns = {plan.name: _alarm(plan, args, child).arn for plan in args.alarms}
        widgets: list[dict[str, Any]] = [
            {
                "type": "alarm",
                "x": 0,
                "y": 0,
                "width": 2 * WIDTH,
                "height": HEIGHT // 2,
                "properties": {"title": "警報 / Alarms", "alarms": list(self.alarm_arns.values())},
            },
            *(_graph(position, plan, args.region) for position, plan in enumerate(args.alarms)),
        ]
        aws.cloudwatch.Dashboard(
            name,
            dashboard_name=physical_name("dashboard", args.tenant_name),
            dashboard_body=pulumi.Output.json_dumps({"widgets": widgets}),
            opts=child,
        )
        self.register_outputs({"alarm_arns": self.alarm_arns})


def _alarm(
    plan: AlarmPlan, args: WatchArgs, child: pulumi.ResourceOptions
) -> aws.cloudwatch.MetricAlarm:
    return aws.cloudwatch.MetricAlarm(
        plan.name,
        name=physical_name("alarm", args.tenant_name, plan.name),
        alarm_description=f"{plan.title_ja}\n{plan.title_en}",
        metric_queries=[
            aws.cloudwatch.MetricAlarmMetricQueryArgs(
                id="q1", expression=plan.query, period=PERIOD_SECONDS, return_data=True
            )
        ],
        comparison_operator=plan.comparison,
        threshold=plan.threshold,
        evaluation_periods=plan.periods,
        treat_missing_data="notBreaching",
        alarm_actions=[args.topic_arn],
        ok_actions=[args.topic_arn],
        opts=child,
    )


def _graph(position: int, plan: AlarmPlan, region: str) -> dict[str, Any]:
    return {
        "type": "metric",
        "x": WIDTH * (position % 2),
        "y": HEIGHT // 2 + HEIGHT * (position // 2),
        "width": WIDTH,
        "height": HEIGHT,
        "properties": {
            "title": f"{plan.title_ja} / {plan.title_en}",
            "region": region,
            "period": PERIOD_SECONDS,
            "view": "timeSeries",
            "metrics": [[{"expression": plan.query, "id": "q1"}]],
            "annotations": {"horizontal": [{"value": plan.threshold}]},
        },
    }

"""`TrailAlarms`: tells the platform's contacts of what must not happen unseen."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.logging.cis_alarms import TrailAlarm
from tenancy.naming import physical_name

PERIOD_SECONDS = 300


@dataclass(frozen=True, kw_only=True)
class TrailAlarmsArgs:
    """What `TrailAlarms` needs: the trail's log group, the alarms, and the topic that is told."""

    name_prefix: str
    group_name: pulumi.Input[str]
    alarms: Sequence[TrailAlarm]
    topic_arn: pulumi.Input[str]


class TrailAlarms(pulumi.ComponentResource):
    """A metric filter and an alarm for each kind of event, as the CIS benchmark wants them.

    The alarm's description is what its receiver reads, in both languages.

    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
    """

    def __init__(
        self, name: str, args: TrailAlarmsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:logging:TrailAlarms", name, {}, opts)
        namespace = f"{args.name_prefix}/trail"
        for wanted in args.alarms:
            counted = aws.cloudwatch.LogMetricFilter(
                f"{name}-{wanted.name}",
                name=wanted.name,
                log_group_name=args.group_name,
                pattern=wanted.pattern,
                metric_transformation=aws.cloudwatch.LogMetricFilterMetricTransformationArgs(
                    name=wanted.name, namespace=namespace, value="1"
                ),
                opts=pulumi.ResourceOptions(parent=self),
            )
            aws.cloudwatch.MetricAlarm(
                f"{name}-{wanted.name}",
                name=physical_name("alarm", args.name_prefix, wanted.name),
                alarm_description=f"{wanted.title.ja}。 {wanted.title.en}.",
                namespace=namespace,
                metric_name=wanted.name,
                statistic="Sum",
                period=PERIOD_SECONDS,
                evaluation_periods=1,
                comparison_operator="GreaterThanOrEqualToThreshold",
                threshold=wanted.threshold,
                treat_missing_data="notBreaching",
                alarm_actions=[args.topic_arn],
                opts=pulumi.ResourceOptions(parent=self, depends_on=[counted]),
            )
        self.register_outputs({})

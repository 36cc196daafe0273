"""`PlatformAlerts`: the one topic to which everything is told that concerns the whole platform."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.iam_policy import document
from components.security import key_policy
from components.security.alert_topic import AlertTopic, AlertTopicArgs
from tenancy.naming import physical_name


@dataclass(frozen=True, kw_only=True)
class PlatformAlertsArgs:
    """What `PlatformAlerts` needs: its account, who is told, and whose alarms may tell."""

    name_prefix: str
    region: str
    account_id: pulumi.Input[str]
    alarm_account_ids: Sequence[pulumi.Input[str]]
    contacts: Sequence[str]
    protect: bool


class PlatformAlerts(pulumi.ComponentResource):
    """A topic under a key of its own in the security account, for alarms and findings.

    `topic_arn`: what alarms, event rules and others in the foundation name as their target.
    """

    topic_arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: PlatformAlertsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:security:PlatformAlerts", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        key = aws.kms.Key(
            name,
            description=f"{args.name_prefix}: alerts",
            enable_key_rotation=True,
            deletion_window_in_days=30,
            policy=document(
                key_policy.administered_by_account(args.account_id),
                key_policy.used_by_publishers("cloudwatch.amazonaws.com", "events.amazonaws.com"),
            ),
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        aws.kms.Alias(
            name,
            name=physical_name("kms-alias", args.name_prefix, "alerts"),
            target_key_id=key.key_id,
            opts=child,
        )
        topic = AlertTopic(
            name,
            AlertTopicArgs(
                owner_name=args.name_prefix,
                purpose="alerts",
                key_arn=key.arn,
                region=args.region,
                emails=args.contacts,
                alarm_account_ids=args.alarm_account_ids,
            ),
            opts=child,
        )
        self.topic_arn = topic.arn
        self.register_outputs({"topic_arn": self.topic_arn})

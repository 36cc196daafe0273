"""`AlertTopic`: a topic whose messages go to a few e-mail addresses."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.iam_policy import Statement, document
from tenancy.naming import physical_name


@dataclass(frozen=True, kw_only=True)
class AlertTopicArgs:
    """What `AlertTopic` needs.

    `alarm_account_ids` are the accounts whose CloudWatch alarms may publish; EventBridge may for
    rules of the topic's own account. The key must let these services use it
    (`key_policy.used_by_publishers`).
    """

    owner_name: str
    purpose: str
    key_arn: pulumi.Input[str]
    region: str
    emails: Sequence[str]
    alarm_account_ids: Sequence[pulumi.Input[str]] = ()


class AlertTopic(pulumi.ComponentResource):
    """An encrypted SNS topic, what may publish to it, and who is told.

    A subscription by e-mail waits until its receiver confirms it. It is named after the address, so
    another receiver changes no other's.

    Example: `AlertTopic("alerts", AlertTopicArgs(owner_name="kyotsu-prod", purpose="alerts", ...))`
    makes the topic `kyotsu-prod-alerts`.

    `arn`: what alarms and rules name as their target.
    """

    arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: AlertTopicArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:security:AlertTopic", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        topic = aws.sns.Topic(
            name,
            name=physical_name("sns-topic", args.owner_name, args.purpose),
            kms_master_key_id=args.key_arn,
            opts=child,
        )
        aws.sns.TopicPolicy(
            name, arn=topic.arn, policy=document(*_may_publish(topic.arn, args)), opts=child
        )
        for email in args.emails:
            aws.sns.TopicSubscription(
                f"{name}-{email}", topic=topic.arn, protocol="email", endpoint=email, opts=child
            )
        self.arn = topic.arn
        self.register_outputs({"arn": self.arn})


def _may_publish(topic_arn: pulumi.Output[str], args: AlertTopicArgs) -> list[Statement]:
    """Return who may publish.

    EventBridge publishes without a source that a condition could ask for, as AWS's own example has
    it: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
    """
    statements = [
        Statement(
            sid="RulesOfEventBridge",
            principals={"Service": ("events.amazonaws.com",)},
            actions=("sns:Publish",),
            resources=(topic_arn,),
        )
    ]
    if args.alarm_account_ids:
        statements.append(
            Statement(
                sid="AlarmsOfCloudWatch",
                principals={"Service": ("cloudwatch.amazonaws.com",)},
                actions=("sns:Publish",),
                resources=(topic_arn,),
                conditions={
                    "ArnLike": {
                        "aws:SourceArn": [
                            pulumi.Output.format(
                                "arn:aws:cloudwatch:{0}:{1}:alarm:*", args.region, account
                            )
                            for account in args.alarm_account_ids
                        ]
                    }
                },
            )
        )
    return statements

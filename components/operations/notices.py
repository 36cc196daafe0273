"""`Notices`: what happens in a tenant's account, told to the post that must act."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from components.iam_policy import Statement, document
from tenancy.naming import physical_name
from tenancy.plan import AccountContact

# Something failed that the system's operators must see to.
OPERATIONS: dict[str, Any] = {
    "$or": [
        {
            "source": ["aws.backup"],
            "detail-type": ["Backup Job State Change", "Copy Job State Change"],
            "detail": {"state": ["ABORTED", "EXPIRED", "FAILED"]},
        },
        {
            "source": ["aws.ssm"],
            "detail-type": ["EC2 Automation Execution Status-change Notification"],
            "detail": {"Status": ["Failed", "TimedOut"]},
        },
        {
            "source": ["aws.ssm"],
            "detail-type": ["Maintenance Window Execution State-change Notification"],
            "detail": {"status": ["FAILED", "TIMED_OUT"]},
        },
        {"source": ["aws.health"], "detail-type": ["AWS Health Event"]},
    ]
}
# Somebody takes away what protects the data, as CloudTrail tells it.
SECURITY: dict[str, Any] = {
    "source": ["aws.kms", "aws.backup"],
    "detail-type": ["AWS API Call via CloudTrail"],
    "detail": {
        "eventName": [
            "DisableKey",
            "ScheduleKeyDeletion",
            "PutKeyPolicy",
            "DeleteBackupVault",
            "DeleteBackupVaultLockConfiguration",
            "DeleteRecoveryPoint",
        ]
    },
}
PATTERNS = {"operations": OPERATIONS, "security": SECURITY}


@dataclass(frozen=True, kw_only=True)
class NoticesArgs:
    """What `Notices` needs; of the contacts those of `operations` and `security` are told."""

    tenant_name: str
    contacts: Sequence[AccountContact]
    account_id: pulumi.Input[str]
    key_arn: pulumi.Input[str]


class Notices(pulumi.ComponentResource):
    """Two encrypted topics, each with a post as its subscriber, and what AWS tells of by itself.

    - operations: failed backups, copies, automations and patches, AWS's own faults; alarms;
    - security: keys, vaults and backups that somebody disables or deletes.

    The contact confirms the subscription by a link that AWS sends; until then nothing arrives.

    `topic_arns` by kind, `operations` and `security`.
    """

    topic_arns: dict[str, pulumi.Output[str]]

    def __init__(
        self, name: str, args: NoticesArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:operations:Notices", name, {}, opts)
        self.topic_arns = {}
        for contact in args.contacts:
            if contact.kind in PATTERNS:
                topic = self._topic(contact, args)
                self._rule(contact.kind, args, topic)
                self.topic_arns[contact.kind] = topic.arn
        self.register_outputs({"topic_arns": self.topic_arns})

    def _topic(self, contact: AccountContact, args: NoticesArgs) -> aws.sns.Topic:
        child = pulumi.ResourceOptions(parent=self)
        topic = aws.sns.Topic(
            contact.kind,
            name=physical_name("sns-topic", args.tenant_name, contact.kind),
            kms_master_key_id=args.key_arn,
            opts=child,
        )
        aws.sns.TopicPolicy(
            contact.kind,
            arn=topic.arn,
            policy=document(_may_publish(topic.arn, args.account_id)),
            opts=child,
        )
        aws.sns.TopicSubscription(
            contact.kind, topic=topic.arn, protocol="email", endpoint=contact.email, opts=child
        )
        return topic

    def _rule(self, kind: str, args: NoticesArgs, topic: aws.sns.Topic) -> None:
        child = pulumi.ResourceOptions(parent=self)
        rule = aws.cloudwatch.EventRule(
            kind,
            name=physical_name("event-rule", args.tenant_name, kind),
            event_pattern=json.dumps(PATTERNS[kind]),
            opts=child,
        )
        aws.cloudwatch.EventTarget(
            kind, rule=rule.name, target_id="topic", arn=topic.arn, opts=child
        )


def _may_publish(topic_arn: pulumi.Output[str], account_id: pulumi.Input[str]) -> Statement:
    return Statement(
        sid="NoticesOfThisAccount",
        principals={"Service": ("cloudwatch.amazonaws.com", "events.amazonaws.com")},
        actions=("sns:Publish",),
        resources=(topic_arn,),
        conditions={"StringEquals": {"aws:SourceAccount": account_id}},
    )

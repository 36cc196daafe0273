"""`BreakGlass`: the way in when the pipeline or the identity centre is down, and its alarm."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.iam_policy import Statement, document
from components.security import key_policy
from tenancy.naming import physical_name
from tenancy.roles import ACCESS_ROLE, platform_roles, role_arn

SESSION_SECONDS = 3600


@dataclass(frozen=True, kw_only=True)
class BreakGlassArgs:
    """What `BreakGlass` needs; `emergency_email` is told whenever the role is taken on."""

    name_prefix: str
    account_id: pulumi.Input[str]
    region: str
    emergency_email: str
    protect: bool


class BreakGlass(pulumi.ComponentResource):
    """A role for emergencies: only with a second factor, for an hour, and never unseen.

    Whoever takes it on gets into any account by the role that Organizations made there. The trust
    demands multi-factor sign-in of the last hour, and a call to the region's own endpoint, because
    that is where the rule sees it. The rule needs a trail in the management account, and asks for
    read-only calls too, which EventBridge leaves out otherwise:
    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html

    `role_arn`: what is taken on. `topic_arn`: where its use is told.

        BreakGlass(
            "break-glass",
            BreakGlassArgs(
                name_prefix="kyotsu-dev",
                account_id=organization.management_account_id,
                region="ap-northeast-1",
                emergency_email="emergency@example.go.jp",
                protect=True,
            ),
        )
    """

    role_arn: pulumi.Output[str]
    topic_arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: BreakGlassArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:access:BreakGlass", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        role_name = platform_roles(args.name_prefix).break_glass
        role = aws.iam.Role(
            name,
            name=role_name,
            description="For emergencies; its use raises an alarm",
            assume_role_policy=_trust(args),
            max_session_duration=SESSION_SECONDS,
            opts=child,
        )
        aws.iam.RolePolicy(
            name,
            name="into-accounts",
            role=role.id,
            policy=document(
                Statement(
                    sid="IntoAccounts",
                    actions=("sts:AssumeRole",),
                    resources=(role_arn(ACCESS_ROLE),),
                )
            ),
            opts=child,
        )
        key = aws.kms.Key(
            name,
            description=f"{args.name_prefix}: alarms of emergencies",
            enable_key_rotation=True,
            deletion_window_in_days=30,
            policy=document(
                key_policy.administered_by_account(args.account_id),
                Statement(
                    sid="EventsOfThisAccount",
                    principals={"Service": ("events.amazonaws.com",)},
                    actions=("kms:Decrypt", "kms:GenerateDataKey*"),
                    conditions={"StringEquals": {"aws:SourceAccount": args.account_id}},
                ),
            ),
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        topic = aws.sns.Topic(
            name,
            name=physical_name("sns-topic", role_name),
            kms_master_key_id=key.arn,
            opts=child,
        )
        rule = aws.cloudwatch.EventRule(
            name,
            name=role_name,
            description="Somebody took on the role for emergencies",
            event_pattern=_taken_on(args.account_id, role_name),
            state="ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
            opts=child,
        )
        policy = aws.sns.TopicPolicy(
            name,
            arn=topic.arn,
            policy=document(
                Statement(
                    sid="TheRuleTells",
                    principals={"Service": ("events.amazonaws.com",)},
                    actions=("sns:Publish",),
                    resources=(topic.arn,),
                    conditions={"ArnEquals": {"aws:SourceArn": rule.arn}},
                )
            ),
            opts=child,
        )
        aws.cloudwatch.EventTarget(
            name,
            rule=rule.name,
            target_id="emergency",
            arn=topic.arn,
            opts=pulumi.ResourceOptions(parent=self, depends_on=[policy]),
        )
        aws.sns.TopicSubscription(
            name, topic=topic.arn, protocol="email", endpoint=args.emergency_email, opts=child
        )
        self.role_arn = role.arn
        self.topic_arn = topic.arn
        self.register_outputs({"role_arn": self.role_arn, "topic_arn": self.topic_arn})


def _trust(args: BreakGlassArgs) -> pulumi.Output[str]:
    return pulumi.Output.json_dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": "WithASecondFactor",
                    "Effect": "Allow",
                    "Principal": {
                        "AWS": pulumi.Output.format("arn:aws:iam::{0}:root", args.account_id)
                    },
                    "Action": "sts:AssumeRole",
                    "Condition": {
                        "Bool": {"aws:MultiFactorAuthPresent": "true"},
                        "NumericLessThan": {"aws:MultiFactorAuthAge": "3600"},
                        "StringEquals": {"aws:RequestedRegion": args.region},
                    },
                }
            ],
        }
    )


def _taken_on(account_id: pulumi.Input[str], role_name: str) -> pulumi.Output[str]:
    """Return the pattern of CloudTrail's event when the role is taken on."""
    arn = pulumi.Output.format("arn:aws:iam::{0}:role/{1}", account_id, role_name)
    return pulumi.Output.json_dumps(
        {
            "source": ["aws.sts"],
            "detail-type": ["AWS API Call via CloudTrail"],
            "detail": {
                "eventSource": ["sts.amazonaws.com"],
                "eventName": ["AssumeRole"],
                "requestParameters": {"roleArn": [arn]},
            },
        }
    )

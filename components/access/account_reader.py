"""`AccountReader`: how the pipeline looks whether an account is as it was deployed."""

from dataclasses import dataclass
from typing import Final

import pulumi
import pulumi_aws as aws

from components.iam_policy import Statement, document
from tenancy.roles import PlatformRoles, role_arn

READ_ONLY: Final = "arn:aws:iam::aws:policy/ReadOnlyAccess"
DATA: Final = (
    "athena:GetQueryResults",
    "dynamodb:BatchGetItem",
    "dynamodb:GetItem",
    "dynamodb:Query",
    "dynamodb:Scan",
    "kinesis:GetRecords",
    "kms:Decrypt",
    "logs:FilterLogEvents",
    "logs:GetLogEvents",
    "logs:GetQueryResults",
    "logs:StartQuery",
    "s3:GetObject",
    "s3:GetObjectVersion",
    "secretsmanager:GetSecretValue",
    "sqs:ReceiveMessage",
    "ssm:GetParameter*",
)
"""What AWS's policy for reading has beyond how things are set: it is taken away again."""
SESSION_SECONDS: Final = 3600


@dataclass(frozen=True, kw_only=True)
class AccountReaderArgs:
    """What `AccountReader` needs: the names of a stage's roles, and the account they are in."""

    names: PlatformRoles
    management_account_id: pulumi.Input[str]


class AccountReader(pulumi.ComponentResource):
    """A role that sees how an account is set, no data, for the pipeline's comparing role only.

    It is made with the account's own stack, so what isn't deployed yet can't be compared: ADR 13.

    `arn`: what is taken on.

        AccountReader(
            "reader",
            AccountReaderArgs(
                names=platform_roles("kyotsu-dev"), management_account_id="111111111111"
            ),
        )
    """

    arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: AccountReaderArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:access:AccountReader", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        role = aws.iam.Role(
            name,
            name=args.names.reader,
            description="Compares the account with what was deployed; sees no data",
            assume_role_policy=_trust(args),
            max_session_duration=SESSION_SECONDS,
            opts=child,
        )
        aws.iam.RolePolicyAttachment(name, role=role.name, policy_arn=READ_ONLY, opts=child)
        aws.iam.RolePolicy(
            name,
            name="no-data",
            role=role.id,
            policy=document(Statement(sid="NoData", effect="Deny", actions=DATA)),
            opts=child,
        )
        self.arn = role.arn
        self.register_outputs({"arn": self.arn})


def _trust(args: AccountReaderArgs) -> pulumi.Output[str]:
    """Let one role of the management account in.

    A principal that doesn't exist can't be named in a trust policy, and the pipeline's role may be
    made later than this one; so the account is named, and the role is a condition.
    """
    account = pulumi.Output.format("arn:aws:iam::{0}:root", args.management_account_id)
    comparing = pulumi.Output.format(
        role_arn(args.names.compare, "{0}"), args.management_account_id
    )
    return pulumi.Output.json_dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": "PipelineCompares",
                    "Effect": "Allow",
                    "Principal": {"AWS": account},
                    "Action": "sts:AssumeRole",
                    "Condition": {"ArnEquals": {"aws:PrincipalArn": comparing}},
                }
            ],
        }
    )

"""The role of the first update, which makes the pipeline's own roles."""

import json
from typing import Any

from botocore.exceptions import ClientError

from components.access.pipeline_permissions import deploying
from kyotsu.bootstrap.account import Account, code_of
from kyotsu.bootstrap.steps import Steps
from tenancy.roles import role_arn

POLICY = "deploy"
SESSION_SECONDS = 3600


def settle_role(account: Account, name_prefix: str, role: str, steps: Steps) -> str:
    """Make the role as it has to be, for whoever runs the bootstrap; return its ARN.

    It may do what the pipeline's deploy role may, and is taken on by one person, by hand.
    """
    iam = account.client("iam")
    trust = _trust(account)
    permissions = {
        "Version": "2012-10-17",
        "Statement": [statement.as_dict() for statement in deploying(name_prefix)],
    }
    found = _found(iam, role)
    steps.make(
        "deploy role",
        role,
        there=found is not None,
        act=lambda: iam.create_role(
            RoleName=role,
            AssumeRolePolicyDocument=json.dumps(trust),
            Description="Makes the stage's foundation for the first time",
            MaxSessionDuration=SESSION_SECONDS,
        ),
    )
    if found is not None:
        steps.change(
            "who takes the role on",
            role,
            right=found["AssumeRolePolicyDocument"] == trust,
            act=lambda: iam.update_assume_role_policy(
                RoleName=role, PolicyDocument=json.dumps(trust)
            ),
        )
    steps.change(
        "what the role may do",
        role,
        right=found is not None and _policy_of(iam, role) == permissions,
        act=lambda: iam.put_role_policy(
            RoleName=role, PolicyName=POLICY, PolicyDocument=json.dumps(permissions)
        ),
    )
    return role_arn(role, account.id)


def _trust(account: Account) -> dict[str, Any]:
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "WhoeverBootstraps",
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{account.id}:root"},
                "Action": "sts:AssumeRole",
                "Condition": {"ArnLike": {"aws:PrincipalArn": account.caller}},
            }
        ],
    }


def _found(iam: Any, role: str) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = iam.get_role(RoleName=role)["Role"]
    except ClientError as error:
        if code_of(error) == "NoSuchEntity":
            return None
        raise
    return found


def _policy_of(iam: Any, role: str) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = iam.get_role_policy(RoleName=role, PolicyName=POLICY)[
            "PolicyDocument"
        ]
    except ClientError as error:
        if code_of(error) == "NoSuchEntity":
            return None
        raise
    return found

"""The KMS key that the stage's state and its secrets are encrypted under."""

import json
from typing import Any

from botocore.exceptions import ClientError

from kyotsu.bootstrap.account import Account, code_of
from kyotsu.bootstrap.steps import Steps
from tenancy.naming import physical_name
from tenancy.roles import PlatformRoles, role_arn

TAG = "kyotsu:bootstrap"


def settle_key(account: Account, name_prefix: str, roles: PlatformRoles, steps: Steps) -> str:
    """Make the key, its alias, its rotation and its policy as they have to be.

    Returns its ARN; in a dry run without a key, its alias.
    """
    kms = account.client("kms")
    alias = physical_name("kms-alias", name_prefix, "state")
    wanted = json.dumps(_policy(account, roles))
    aliased = _described(kms, alias)
    # A run that was interrupted may have left a key without its alias: its tag tells.
    key = aliased or _tagged(kms, name_prefix)

    def create() -> None:
        nonlocal key
        key = kms.create_key(
            Description=f"{name_prefix}: state and secrets of Pulumi",
            Policy=wanted,
            Tags=[{"TagKey": TAG, "TagValue": name_prefix}],
        )["KeyMetadata"]["Arn"]

    steps.make("key", alias, there=key is not None, act=create)
    steps.make(
        "alias of the key",
        alias,
        there=aliased is not None,
        act=lambda: kms.create_alias(AliasName=alias, TargetKeyId=key),
    )
    if key is None:
        return alias
    steps.change(
        "rotation of the key",
        alias,
        right=bool(kms.get_key_rotation_status(KeyId=key)["KeyRotationEnabled"]),
        act=lambda: kms.enable_key_rotation(KeyId=key),
    )
    there = kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"]
    steps.change(
        "policy of the key",
        alias,
        right=json.loads(there) == json.loads(wanted),
        act=lambda: kms.put_key_policy(KeyId=key, PolicyName="default", Policy=wanted),
    )
    return key


def _described(kms: Any, key: str) -> str | None:
    try:
        return str(kms.describe_key(KeyId=key)["KeyMetadata"]["Arn"])
    except ClientError as error:
        if code_of(error) == "NotFoundException":
            return None
        raise


def _tagged(kms: Any, name_prefix: str) -> str | None:
    wanted = {"TagKey": TAG, "TagValue": name_prefix}
    for page in kms.get_paginator("list_keys").paginate():
        for key in page["Keys"]:
            if wanted in kms.list_resource_tags(KeyId=key["KeyId"])["Tags"]:
                return str(key["KeyArn"])
    return None


def _policy(account: Account, roles: PlatformRoles) -> dict[str, Any]:
    """Return the key's policy: its account administers it, and the stage's roles use it.

    The roles are named in a condition, because a principal has to exist when a policy names it.
    """
    ours = (roles.bootstrap, roles.deploy, roles.preview)
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "OwningAccount",
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{account.id}:root"},
                "Action": "kms:*",
                "Resource": "*",
            },
            {
                "Sid": "RolesOfTheStage",
                "Effect": "Allow",
                "Principal": {"AWS": "*"},
                "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
                "Resource": "*",
                "Condition": {
                    "StringEquals": {"aws:PrincipalAccount": account.id},
                    "ArnEquals": {
                        "aws:PrincipalArn": [role_arn(name, account.id) for name in ours]
                    },
                },
            },
        ],
    }

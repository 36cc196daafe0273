"""Sessions in tenants' accounts: those that look into them can only read."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kyotsu.errors import WorldFault
from tenancy.naming import physical_name
from tenancy.plan import tenant_name
from tenancy.roles import ACCESS_ROLE
from tenancy.stage import StageSettings

READ_ONLY: Final = "arn:aws:iam::aws:policy/ReadOnlyAccess"
"""The session is limited to it, whatever the role may do."""


def account_ids(management: Any) -> Mapping[str, str]:
    """Return the ids of all accounts of the organization, by name.

    Raises:
        WorldFault: the organization can't be read.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        pages = management.client("organizations").get_paginator("list_accounts").paginate()
        return {one["Name"]: one["Id"] for page in pages for one in page["Accounts"]}
    except (BotoCoreError, ClientError) as error:
        raise WorldFault(
            f"the organization's accounts can't be read: {error}; sign in to the management account"
        ) from None


def account_name(stage: StageSettings, tenant: str) -> str:
    """Return the name of a tenant's account."""
    return physical_name("account-name", tenant_name(stage, tenant))


def reader_in(management: Any, account: str, region: str) -> Any:
    """Return a session in an account. Raises `ClientError` where the role can't be taken on."""
    return session_in(management, account, region, policies=(READ_ONLY,))


def session_in(
    management: Any,
    account: str,
    region: str,
    *,
    policies: Sequence[str] = (),
    endpoint: str | None = None,
) -> Any:
    """Return a session in an account, limited to what all of the policies allow, if any is given.

    `endpoint` is an emulator's. Raises `ClientError` where the role can't be taken on.
    """
    import boto3

    limits = {"PolicyArns": [{"arn": arn} for arn in policies]} if policies else {}
    sts = management.client("sts", region_name=region, endpoint_url=endpoint)
    taken = sts.assume_role(
        RoleArn=f"arn:aws:iam::{account}:role/{ACCESS_ROLE}", RoleSessionName="kyotsu", **limits
    )["Credentials"]
    return boto3.Session(
        aws_access_key_id=taken["AccessKeyId"],
        aws_secret_access_key=taken["SecretAccessKey"],
        aws_session_token=taken["SessionToken"],
        region_name=region,
    )

"""Who runs the bootstrap, in which account, and how AWS's refusals are told."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError

from kyotsu.errors import UserMistake, WorldFault

# An endpoint that answers nothing useful must not hold somebody up for minutes.
_CONFIG = Config(connect_timeout=5, read_timeout=30, retries={"mode": "standard"})


@dataclass(frozen=True, kw_only=True)
class Account:
    """The account that is signed in to, and whoever is."""

    id: str
    caller: str
    """The ARN that a trust policy names them by: a user's, or a role's as a pattern."""
    region: str
    session: Any

    def client(self, service: str) -> Any:
        """Return a client of a service in the stage's region."""
        return self.session.client(service, region_name=self.region, config=_CONFIG)


def code_of(error: ClientError) -> str:
    """Return AWS's code of an error, such as `NoSuchBucket`."""
    return str(error.response.get("Error", {}).get("Code", ""))


@contextmanager
def told() -> Generator[None]:
    """Turn what AWS or the network refuses into one sentence."""
    try:
        yield
    except NoCredentialsError:
        raise WorldFault(
            "there are no AWS credentials; sign in to the stage's management account,"
            " then run the same command again"
        ) from None
    except ClientError as error:
        operation = error.operation_name
        raise WorldFault(
            f"AWS refused {operation}: {code_of(error)}; when it is mended, run the same command"
            " again, and it goes on from there"
        ) from None
    except BotoCoreError as error:
        raise WorldFault(f"AWS can't be reached: {error}") from None


def sign_in(region: str) -> Account:
    """Return the account of the credentials in the environment.

    Raises:
        UserMistake: it is a member of an organization, not its management account.
        WorldFault: there are no credentials, or AWS refuses them.
    """
    with told():
        here = Account(id="", caller="", region=region, session=boto3.Session())
        identity = here.client("sts").get_caller_identity()
        account = str(identity["Account"])
        master = _management_account(here)
    if master not in (None, account):
        raise UserMistake(
            f"these credentials are for account {account}, but {master} is the management account;"
            " sign in there"
        )
    return replace(here, id=account, caller=_named(str(identity["Arn"]), account))


def _management_account(here: Account) -> str | None:
    """Return the organization's management account; None where there is no organization yet."""
    try:
        found = here.client("organizations").describe_organization()
    except ClientError as error:
        if code_of(error) == "AWSOrganizationsNotInUseException":
            return None
        raise
    return str(found["Organization"]["MasterAccountId"])


def _named(arn: str, account: str) -> str:
    """Return how a trust policy names a caller: a session's ARN doesn't tell its role's path."""
    if ":assumed-role/" in arn:
        role = arn.split("/")[1]
        return f"arn:aws:iam::{account}:role/*{role}"
    return arn

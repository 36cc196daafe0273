"""Lifts AWS's own protection from what is to go: Pulumi's provider refuses to do it in passing."""

from collections.abc import Mapping
from typing import Any, Final

from kyotsu.diff.state import Deployed
from kyotsu.errors import WorldFault
from kyotsu.usage.accounts import session_in

_BALANCER: Final = "aws:lb/loadBalancer:LoadBalancer"
_OFF: Final = [{"Key": "deletion_protection.enabled", "Value": "false"}]


def protected(state: Deployed) -> list[str]:
    """Return the ARNs of load balancers that AWS protects from deletion."""
    return [
        state.ids[one.urn]
        for one in state.graph.resources
        if one.type == _BALANCER and state.values[one.urn].get("enableDeletionProtection") is True
    ]


def unprotect(state: Deployed, variables: Mapping[str, str]) -> None:
    """Let AWS delete a stack's load balancers. `variables` are those of the stage's engine.

    Raises:
        WorldFault: AWS can't be reached, or refuses.
    """
    arns = protected(state)
    if not arns:
        return
    from botocore.exceptions import BotoCoreError, ClientError

    endpoint = variables.get("AWS_ENDPOINT_URL")
    for arn in arns:
        _, _, _, region, account, _ = arn.split(":", 5)
        try:
            session = session_in(_management(variables), account, region, endpoint=endpoint)
            balancers = session.client("elbv2", endpoint_url=endpoint)
            balancers.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=_OFF)
        except (BotoCoreError, ClientError) as error:
            raise WorldFault(
                f"the deletion protection of {arn} can't be switched off: {error}; sign in to the"
                " management account, then run the same command again"
            ) from None


def _management(variables: Mapping[str, str]) -> Any:
    """Return a session as the engine of a stage signs in; the caller's own, but for an emulator."""
    import boto3

    return boto3.Session(
        aws_access_key_id=variables.get("AWS_ACCESS_KEY_ID"),
        aws_secret_access_key=variables.get("AWS_SECRET_ACCESS_KEY"),
        aws_session_token=variables.get("AWS_SESSION_TOKEN"),
    )

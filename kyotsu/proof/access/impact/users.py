"""Who uses which actions: the platform's roles, its people, and the tenants' systems."""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from kyotsu.declarations import read_fleet
from kyotsu.proof.access.evaluation.parties import Caller
from kyotsu.proof.access.reading.aws_managed import is_aws_managed
from kyotsu.proof.access.reading.rights import TAKEN_TO_ALLOW
from kyotsu.proof.access.reading.world import World

PREFIXES: Final[Mapping[str, tuple[str, ...]]] = {
    # Services whose actions aren't named as the tenant's file names the service.
    "api-gateway": ("apigateway", "execute-api"),
    "aurora": ("rds", "rds-data", "rds-db"),
    "bedrock": ("bedrock",),
    "cognito": ("cognito-identity", "cognito-idp"),
    "ecs-fargate": ("ecs", "ecr"),
    "efs": ("elasticfilesystem",),
    "elastic-load-balancing": ("elasticloadbalancing",),
    "eventbridge": ("events", "scheduler"),
    "opensearch": ("es", "aoss"),
    "rds": ("rds", "rds-data", "rds-db"),
    "redshift": ("redshift", "redshift-data"),
    "secrets-manager": ("secretsmanager",),
    "step-functions": ("states",),
    "systems-manager": ("ssm", "ssmmessages"),
    "waf": ("wafv2",),
}


@dataclass(frozen=True, kw_only=True)
class User:
    """A caller on both sides, and the actions that it uses."""

    before: Caller
    after: Caller
    uses: Callable[[str], bool]
    whole: bool = False
    """Whether it uses all that there is in its own account."""
    unknown: bool = False
    """Whether what some of its policies allow isn't known."""

    @property
    def as_of(self) -> Iterator[str]:
        """The policies of AWS's own that it has, with the version that was read."""
        for policy in self.after.identity or ():
            if is_aws_managed(policy.source.urn):
                yield f"{policy.source.urn} ({policy.source.line})"


def users(before: World, after: World, root: Path) -> Iterator[User]:
    """Yield everybody who is on both sides: what a role's own change takes is no guardrail's.

    What a role uses is what its own policies allow, AWS's own among them as of the day on which
    they were read. A tenant uses all actions of the services that its file declares, and of what
    the platform made in its account: keys, topics and vaults.

    Raises `UserMistake` where the tenants' files can't be read.
    """
    old = {one.arn: one.caller for one in before.roles}
    for role in after.roles:
        if role.arn in old:
            yield _user(old[role.arn], role.caller)
    signed = {(one.group, one.work, one.account): one.caller for one in before.sign_ins}
    for one in after.sign_ins:
        known = signed.get((one.group, one.work, one.account))
        if known is not None:
            yield _user(known, one.caller)
    fleet = read_fleet(root)
    tenants = {one.key: one for one in before.tenants}
    for tenant in after.tenants:
        declared = fleet.tenants.get(tenant.key)
        if tenant.key in tenants and declared is not None:
            prefixes = {
                prefix
                for service in declared.cloud_services
                for prefix in PREFIXES.get(service, (service,))
            }
            made = after.protected_in.get(tenant.account.id, ())
            prefixes |= {one.kind.service for one in made}
            yield User(
                before=tenants[tenant.key].callers[0],
                after=tenant.callers[0],
                uses=partial(_is_of, prefixes),
                whole=True,
            )


def _is_of(prefixes: Container[str], action: str) -> bool:
    return action.partition(":")[0] in prefixes


def _user(before: Caller, after: Caller) -> User:
    now = after.as_read or after
    return User(
        before=before.as_read or before,
        after=now,
        uses=partial(_is_allowed, now),
        unknown=now.uncertain is not None,
    )


def _is_allowed(caller: Caller, action: str) -> bool:
    if caller.identity is None:
        return caller.uncertain is None
    return any(
        one.allows and one.sid != TAKEN_TO_ALLOW and one.actions.has(action)
        for policy in caller.identity
        for one in policy.statements
    )

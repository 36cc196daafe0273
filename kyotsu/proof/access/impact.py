"""Which roles lose which of the actions that they use, when guardrails change.

What a role uses is what its own policies allow; of a tenant, all actions of the services that its
file declares. An action is lost if it was allowed on something and no longer is on anything; it is
narrowed if some call that was allowed no longer is.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from kyotsu.declarations import read_fleet
from kyotsu.proof.access.actions import classes
from kyotsu.proof.access.decide import allowed, demanded
from kyotsu.proof.access.document import Policy, Statement
from kyotsu.proof.access.parties import Account, Caller, Target
from kyotsu.proof.access.patterns import Pattern, Undecided
from kyotsu.proof.access.sign_in import TAKEN_TO_ALLOW
from kyotsu.proof.access.witness import shown_action
from kyotsu.proof.access.world import World
from kyotsu.proof.verdict import Source
from kyotsu.review.meaning.levels import everything
from tenancy.vocabulary import Text

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
class Loss:
    """What one role loses by one statement, or by the loss of one that allowed."""

    who: Text
    statement: str
    at: Source
    lost: tuple[str, ...]
    """Actions, as AWS writes them, that are allowed on nothing any more."""
    narrowed: tuple[str, ...]
    """Actions of which some calls are no longer allowed."""


@dataclass(frozen=True, kw_only=True)
class Impacts:
    """What a change of guardrails means."""

    roles: int
    """How many roles were looked at."""
    losses: tuple[Loss, ...]
    undecided: tuple[Text, ...] = ()
    unknown: tuple[Text, ...] = ()
    """Roles with policies of AWS's own, or that can't be read: what these use isn't known."""


@dataclass(frozen=True, kw_only=True)
class _User:
    """A caller on both sides, and the actions that it uses."""

    before: Caller
    after: Caller
    uses: Callable[[str], bool]


def impacts(before: World, after: World, root: Path) -> Impacts:
    """Return what the platform's and the tenants' roles lose between two worlds.

    Raises `UserMistake` where the tenants' files can't be read.
    """
    users = list(_users(before, after, root))
    losses: list[Loss] = []
    undecided: list[Text] = []
    for user in users:
        try:
            losses += _losses(before, after, user)
        except Undecided as error:
            who = user.after.label
            undecided.append(
                Text(
                    ja=f"{who.ja} への影響を決められません({error})。",
                    en=f"what it means for {who.en} can't be decided ({error})",
                )
            )
    return Impacts(
        roles=len(users),
        losses=tuple(losses),
        undecided=tuple(undecided),
        unknown=tuple(one.after.label for one in users if one.after.uncertain is not None),
    )


def _users(before: World, after: World, root: Path) -> Iterator[_User]:
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
            yield _User(
                before=tenants[tenant.key].callers[0],
                after=tenant.callers[0],
                uses=partial(_is_of, prefixes),
            )


def _is_of(prefixes: Container[str], action: str) -> bool:
    return action.partition(":")[0] in prefixes


def _user(before: Caller, after: Caller) -> _User:
    """Return a role with all that its policies allow, which is what it uses."""
    return _User(before=before, after=after, uses=partial(_is_allowed, after))


def _is_allowed(caller: Caller, action: str) -> bool:
    if caller.identity is None:
        return caller.uncertain is None
    return any(
        one.allows and one.sid != TAKEN_TO_ALLOW and one.actions.has(action)
        for policy in caller.identity
        for one in policy.statements
    )


def _losses(before: World, after: World, user: _User) -> Iterator[Loss]:
    old = before.organization.accounts[user.before.account]
    new = after.organization.accounts[user.after.account]
    # What a role's own policies give and take is its declaration's change, and not a guardrail's.
    was = replace(user.before, identity=user.after.identity)
    changed = [*_changed(_guards(was, old), _guards(user.after, new))]
    for statement in changed:
        actions = sorted(
            one for one in everything() if statement.actions.has(one) and user.uses(one)
        )
        lost: list[str] = []
        narrowed: list[str] = []
        policies = (*_guards(was, old), *_guards(user.after, new), *(was.identity or ()))
        for group in classes(actions, policies):
            if allowed(was, group[0], _anything(old)) is None:
                continue
            if allowed(user.after, group[0], _anything(new)) is None:
                lost += group
            elif statement.allows or _bites(statement, was, group[0], old):
                narrowed += group
        if lost or narrowed:
            yield Loss(
                who=user.after.label,
                statement=statement.shown,
                at=statement.source,
                lost=tuple(sorted(map(shown_action, lost))),
                narrowed=tuple(sorted(map(shown_action, narrowed))),
            )


def _guards(caller: Caller, account: Account) -> tuple[Policy, ...]:
    return (*caller.controls, *(caller.boundary or ()), *account.resource_controls)


def _changed(before: Iterable[Policy], after: Iterable[Policy]) -> Iterator[Statement]:
    """Yield the statements that newly deny, and those that no longer allow."""
    old = [one for policy in before for one in policy.statements]
    new = [one for policy in after for one in policy.statements]
    yield from (one for one in new if not one.allows and not _among(one, old))
    yield from (one for one in old if one.allows and not _among(one, new))


def _among(one: Statement, others: Iterable[Statement]) -> bool:
    """Return whether a statement is among others, wherever it is written and whatever its name."""
    bare = replace(one, source=Source(urn=""), sid="")
    return any(bare == replace(other, source=Source(urn=""), sid="") for other in others)


def _bites(statement: Statement, was: Caller, action: str, account: Account) -> bool:
    """Return whether a statement denies some call that was allowed.

    One of which nothing can be told may deny any.
    """
    if any(condition.test is None for condition in statement.conditions):
        return True
    return allowed(was, action, _anything(account), also=demanded(statement)) is not None


def _anything(account: Account) -> Target:
    return Target(
        label=Text(ja="任意のもの", en="anything"),
        source=account.source,
        arns=(Pattern("*"),),
        account=account.id,
        controls=account.resource_controls,
    )

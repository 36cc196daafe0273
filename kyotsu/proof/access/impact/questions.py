"""What to ask of each user of a stage: one question for each guardrail that changed for it.

| guardrail | asked about |
| --- | --- |
| service control policy, permissions boundary, resource control policy | anything in the user's account |
| policy of a resource or a key, a role's trust | that resource, key or role |
| endpoint policy | anything, as it comes by the endpoint |
"""  # noqa: E501 - a table's row is one line

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from kyotsu.proof.access.evaluation.difference import Side
from kyotsu.proof.access.evaluation.parties import Account, Caller, Target
from kyotsu.proof.access.impact.changes import (
    BOUNDARY,
    ENDPOINT,
    RESOURCE_CONTROL,
    SERVICE_CONTROL,
    TRUST,
    Changed,
    all_actions,
    named_by,
    on_target,
    tightened,
)
from kyotsu.proof.access.impact.users import User
from kyotsu.proof.access.policy.let_in import ANY_ACCOUNT, accounts_let_in, services_let_in
from kyotsu.proof.access.policy.patterns import Pattern
from kyotsu.proof.access.policy.statement import Policy, Statement
from kyotsu.proof.access.reach import ASSUME
from kyotsu.proof.access.reading.endpoints import Endpoint
from kyotsu.proof.access.reading.world import World
from kyotsu.proof.verdict import Source
from tenancy.vocabulary import Text


@dataclass(frozen=True, kw_only=True)
class Question:
    """Two sides to compare, by the actions that may be lost there."""

    before: Side
    after: Side
    actions: tuple[str, ...]
    kinds: tuple[tuple[Text, tuple[Policy, ...]], ...]
    """The policies whose change this is about, on both sides, by what they are."""
    on: Text | None = None
    """What is called, where it is one thing."""
    added: tuple[Text, Source] | None = None
    """A policy that newly has to allow, and where it stands."""

    def place_of(self, statement: Statement | None) -> tuple[Text, Source] | None:
        """Return of what kind the policy is that has a statement, and where it stands.

        None for what isn't asked about here: another question tells of it.
        """
        for kind, policies in self.kinds:
            if statement is not None and any(statement in one.statements for one in policies):
                return kind, statement.source
        return self.added


def about_account(before: World, after: World, user: User) -> Iterator[Question]:
    """Yield what to ask of the guardrails on a user and on its account."""
    old = before.organization.accounts[user.before.account]
    new = after.organization.accounts[user.after.account]
    was = _was(user)
    added = None
    if was.boundary is None and user.after.boundary is not None:
        added = (BOUNDARY, user.after.boundary[0].source)
    kinds = (
        (SERVICE_CONTROL, (*was.controls, *user.after.controls)),
        (BOUNDARY, (*(was.boundary or ()), *(user.after.boundary or ()))),
        (RESOURCE_CONTROL, (*old.resource_controls, *new.resource_controls)),
    )
    statements = list(tightened(_guards(was, old), _guards(user.after, new)))
    yield from _question(
        Side(caller=was, target=_anything(old)),
        Side(caller=user.after, target=_anything(new)),
        asked=all_actions() if added else named_by(statements),
        uses=user.uses,
        changed=statements,
        kinds=kinds,
        added=added,
    )


def about_resources(targets: Iterable[Changed], user: User) -> Iterator[Question]:
    """Yield what to ask of what a user calls: resources, keys and roles whose policies changed."""
    for kind, old, new, actions in targets:
        here = old.account == user.before.account
        if here:  # what holds the whole account was asked about
            new = replace(new, controls=old.controls)
        elif not {user.before.account, ANY_ACCOUNT} & accounts_let_in(old.policy):
            continue
        yield from _question(
            Side(caller=_was(user), target=old),
            Side(caller=user.after, target=new),
            asked=actions,
            uses=(lambda _: True) if here and user.whole else user.uses,
            changed=tightened(on_target(old), on_target(new)),
            kinds=_kinds(kind, old, new),
            label=new.label,
        )


def about_endpoints(
    before: World, endpoints: Iterable[tuple[Endpoint, Endpoint]], user: User
) -> Iterator[Question]:
    """Yield what to ask of a user whose calls come by endpoints whose policies changed.

    Those of a tenant's network are its own; by those of the platform's networks all come.
    """
    account = before.organization.accounts[user.before.account]
    for was, one in endpoints:
        if one.account != account.id and before.organization.accounts[one.account].tenant:
            continue
        through, now = on_target(was.target), on_target(one.target)
        anything = _anything(account)
        statements = list(tightened(through, now))
        yield from _question(
            Side(caller=_was(user), target=replace(anything, through=through)),
            Side(caller=_was(user), target=replace(anything, through=now)),
            asked=[action for action in named_by(statements) if one.passes(action)],
            uses=user.uses,
            changed=statements,
            kinds=((ENDPOINT, (*through, *now)),),
            label=one.target.label,
        )


def services(before: World, targets: Iterable[Changed]) -> Iterator[Question]:
    """Yield what to ask of services that act for somebody, where such a policy changed."""
    for kind, old, new, actions in targets:
        for service in sorted(services_let_in(old.policy)):
            for account in before.organization.accounts.values():
                caller = before.service(service, account)
                yield from _question(
                    Side(caller=caller, target=old),
                    Side(caller=caller, target=new),
                    asked=(ASSUME,) if kind is TRUST else actions,
                    uses=lambda _: True,
                    changed=tightened(on_target(old), on_target(new)),
                    kinds=_kinds(kind, old, new),
                    label=new.label,
                )


def _question(
    before: Side,
    after: Side,
    *,
    asked: Iterable[str],
    uses: Callable[[str], bool],
    changed: Iterable[Statement],
    kinds: tuple[tuple[Text, tuple[Policy, ...]], ...],
    label: Text | None = None,
    added: tuple[Text, Source] | None = None,
) -> Iterator[Question]:
    statements = list(changed)
    if not statements and added is None:
        return
    actions = tuple(
        action
        for action in dict.fromkeys(asked)
        if (added or any(one.actions.has(action) for one in statements)) and uses(action)
    )
    if actions:
        yield Question(
            before=before, after=after, actions=actions, kinds=kinds, on=label, added=added
        )


def _was(user: User) -> Caller:
    """Return a user as it was held, with what its own policies allow now.

    What these give and take is its declaration's change, and not a guardrail's.
    """
    return replace(user.before, identity=user.after.identity)


def _guards(caller: Caller, account: Account) -> tuple[Policy, ...]:
    return (*caller.controls, *(caller.boundary or ()), *account.resource_controls)


def _kinds(kind: Text, old: Target, new: Target) -> tuple[tuple[Text, tuple[Policy, ...]], ...]:
    policies = tuple(one.policy for one in (old, new) if one.policy is not None)
    return ((kind, policies), (RESOURCE_CONTROL, (*old.controls, *new.controls)))


def _anything(account: Account) -> Target:
    return Target(
        label=Text(ja="任意のもの", en="anything"),
        source=account.source,
        arns=(Pattern("*"),),
        account=account.id,
        controls=account.resource_controls,
    )

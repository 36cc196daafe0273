"""ACC-4: the role by which the pipeline previews writes nothing, itself or as others."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from kyotsu.proof.access.evaluation.decide import allowed
from kyotsu.proof.access.evaluation.parties import Caller, Target
from kyotsu.proof.access.evaluation.search import Allowed
from kyotsu.proof.access.evaluation.witness import shown_action
from kyotsu.proof.access.judge import Case
from kyotsu.proof.access.policy.actions import classes, writes
from kyotsu.proof.access.policy.let_in import ANY_ACCOUNT, accounts_let_in
from kyotsu.proof.access.policy.patterns import Pattern
from kyotsu.proof.access.reach import ASSUME, Reach
from kyotsu.proof.access.reading.world import World
from kyotsu.proof.access.statements.attackers import FOUNDATION
from kyotsu.proof.verdict import Statement, Verdict
from tenancy.roles import platform_roles
from tenancy.vocabulary import Text

PREVIEW: Final = Statement(
    id="ACC-4",
    title=Text(
        ja="パイプラインの事前確認のロールは何も書けない",
        en="The pipeline's role for previews can write nothing",
    ),
)


def preview(world: World, reach: Reach) -> Verdict:
    """Return whether the role for previews, or one that it can take on, may change anything."""
    name = platform_roles(world.prefix).preview
    case = Case(statement=PREVIEW, subject=FOUNDATION)
    roles = [one for one in world.roles if one.name == name]
    if not roles:
        case.reasons.append(
            Text(
                ja=f"ロール {name} が宣言にありません。",
                en=f"role {name} is not in the desired state",
            )
        )
    for role in roles:
        case.rests(role.trust, *(role.caller.identity or ()))
        for reached in reach.closure([role.caller]):
            calls = _writes(world, reached.caller, case)
            for call in calls if reached.role is None else islice(calls, 1):
                title = Text(
                    ja=f"{name} が {shown_action(call.action)} を呼び出せます。",
                    en=f"{name} can call {shown_action(call.action)}.",
                )
                case.found((*reached.chain, call), title)
    accounts = [role.account for role in roles]
    return case.verdict(world.problems, accounts)


def _writes(world: World, caller: Caller, case: Case) -> Iterator[Allowed]:
    """Yield a call of each kind that changes something, on anything in the caller's account."""
    anything = Target(
        label=Text(ja="何か", en="anything"),
        source=caller.source,
        arns=(Pattern("*"),),
        account=caller.account,
    )
    identity = caller.identity or ()
    policies = (*identity, *(caller.boundary or ()), *caller.controls)
    granted = [
        action
        for action in writes()
        if action != ASSUME
        and (
            caller.identity is None
            or any(
                one.allows and one.actions.has(action)
                for policy in identity
                for one in policy.statements
            )
        )
    ]
    # An administrator's first write is enough: to sort all actions would take longer.
    groups = classes(granted, policies) if identity else ((one,) for one in granted)
    for group in groups:
        call = case.ask(allowed, caller, group[0], anything)
        if call is not None:
            yield call
    # What a resource's own policy grants by the caller's name or to all of its account.
    for protected in world.protected:
        for target in protected.parts.values():
            mine = {caller.account, ANY_ACCOUNT} & accounts_let_in(target.policy)
            direct = target.account == caller.account or caller.identity is None
            if not mine or target.policy is None or not direct:
                continue
            for group in classes(writes_of(protected.kind.service), (target.policy,)):
                call = case.ask(allowed, caller, group[0], target)
                if call is not None:
                    yield call


def writes_of(service: str) -> list[str]:
    """Return the actions of one service that change something."""
    return [one for one in writes() if one.startswith(f"{service}:")]

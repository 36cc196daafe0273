"""ACC-6: break-glass is the only way to what it guards, but for the pipeline's."""

from collections.abc import Iterator
from typing import Final

from kyotsu.proof.access.evaluation.decide import allowed
from kyotsu.proof.access.evaluation.parties import Caller
from kyotsu.proof.access.judge import Case
from kyotsu.proof.access.policy.demands import Domain, known
from kyotsu.proof.access.policy.patterns import Pattern
from kyotsu.proof.access.reach import ASSUME, Reach, Reached
from kyotsu.proof.access.reading.rights import caller_of
from kyotsu.proof.access.reading.roles import Role
from kyotsu.proof.access.reading.world import World
from kyotsu.proof.access.statements.attackers import FOUNDATION, Attackers
from kyotsu.proof.verdict import Statement, Verdict
from tenancy.roles import ACCESS_ROLE, platform_roles
from tenancy.vocabulary import Text

EMERGENCY: Final = Statement(
    id="ACC-6",
    title=Text(
        ja="緊急用ロールとパイプラインのほかに、各アカウントの管理者になる道はない",
        en="Nobody but the emergency role and the pipeline becomes an account's administrator",
    ),
)
_NO_FACTOR: Final = Domain(inside=((Pattern("false"),),))


def emergency(world: World, reach: Reach, by: Attackers) -> Verdict:
    """Return whether the role of Organizations in any account is open to somebody else.

    And whether the role for emergencies can be taken on without a second factor.
    """
    names = platform_roles(world.prefix)
    case = Case(statement=EMERGENCY, subject=FOUNDATION)
    # `compare` takes the role on for reading only. That it does is up to the branch's code, which
    # `deploy` trusts as well (ADR 13).
    let_in = {names.break_glass, names.deploy, names.bootstrap, names.compare}
    guarded = {role.arn: role for role in world.roles if role.name == ACCESS_ROLE}
    emergency_roles = [role for role in world.roles if role.name == names.break_glass]
    for role in (*guarded.values(), *emergency_roles):
        case.rests(role.trust)
    if not emergency_roles:
        case.reasons.append(
            Text(
                ja=f"ロール {names.break_glass} が宣言にありません。",
                en=f"role {names.break_glass} is not in the desired state",
            )
        )
    for caller, chains in _others(world, reach, by, let_in):
        for reached in chains:
            if (
                reached.role is not None
                and reached.role.arn in guarded
                and not _by(reached, let_in)
            ):
                case.found(reached.chain, _becomes(caller, reached.role))
    for role in emergency_roles:
        _without_factor(case, world, role)
    return case.verdict(world.problems, [world.names.management])


def _others(
    world: World, reach: Reach, by: Attackers, let_in: set[str]
) -> Iterator[tuple[Caller, tuple[Reached, ...]]]:
    """Yield everybody but those who are let in, and what each can become.

    A role of the account itself that may change its trust is the tenants' to prove, in ACC-5.
    """
    for tenant in world.tenants:
        for caller in tenant.callers[:1]:
            yield caller, by.by_tenant.get(tenant.key, ())
    for role in world.roles:
        if role.name not in let_in and role.name != ACCESS_ROLE:
            yield role.caller, reach.closure([role.caller])
    for sign_in in world.sign_ins:
        if all(sign_in.group != tenant.key for tenant in world.tenants):
            yield sign_in.caller, reach.closure([sign_in.caller])


def _by(reached: Reached, let_in: set[str]) -> bool:
    """Return whether a chain goes by the role for emergencies, whose own trust guards the rest."""
    arns = [(call.context.get("aws:principalarn") or ("",))[0] for call in reached.chain]
    return any(arn.rpartition("/")[2] in let_in for arn in arns)


def _becomes(caller: Caller, role: Role) -> Text:
    return Text(
        ja=f"{caller.label.ja} が {role.caller.label.ja} になれます。",
        en=f"{caller.label.en} can become {role.caller.label.en}.",
    )


def _without_factor(case: Case, world: World, role: Role) -> None:
    """Look whether anybody in the management account can take it on without a second factor."""
    management = world.organization.accounts[world.names.management]
    anybody = caller_of(
        management,
        world.organization.id,
        arns=Domain(inside=((Pattern(f"arn:aws:iam::{management.id}:*"),),), may_be_missing=False),
        label=Text(ja="管理アカウントの誰か", en="whoever there is in the management account"),
        source=management.source,
        identity=None,
        boundary=None,
    )
    target = world.as_target(role)
    for factor in (_NO_FACTOR, known("false")):
        given = {"aws:multifactorauthpresent": factor}
        call = case.ask(allowed, anybody, ASSUME, target, given)
        if call is not None:
            title = Text(
                ja="緊急用ロールを二要素認証なしで引き受けられます。",
                en="The role for emergencies can be taken on without a second factor.",
            )
            case.found((call,), title)
            return

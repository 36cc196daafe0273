"""ACC-3, of the foundation: no tenant gets at its logs, keys and topics, or administers others."""

from typing import Final

from kyotsu.proof.access.evaluation.decide import allowed
from kyotsu.proof.access.judge import Case
from kyotsu.proof.access.policy.actions import classes, named, on, writes
from kyotsu.proof.access.policy.let_in import services_let_in
from kyotsu.proof.access.reading.targets import Protected
from kyotsu.proof.access.reading.world import World
from kyotsu.proof.access.statements.attackers import FOUNDATION, Attackers
from kyotsu.proof.access.statements.getting_at import gets_at, reaching
from kyotsu.proof.access.statements.weaken import WEAKEN, weakens
from kyotsu.proof.verdict import Verdict
from kyotsu.review.meaning.levels import by_level
from tenancy.vocabulary import Text

_BY_DESIGN: Final = frozenset(
    {("aws:cloudwatch/logDestination:LogDestination", "logs:putsubscriptionfilter")}
)
"""What the foundation is there for: every account of the organization sends its logs."""


def foundation(world: World, by: Attackers) -> Verdict:
    """Return whether any tenant gets at the foundation's own logs, keys and topics."""
    case = Case(statement=WEAKEN, subject=FOUNDATION, covers=len(world.tenants))
    accounts = {one.account.id for one in world.tenants}
    ours = [one for one in world.organization.accounts.values() if not one.tenant]
    for account in ours:
        for protected in world.protected_in.get(account.id, ()):
            kind = world.names.resources[protected.urn].type
            for part, target in protected.parts.items():
                case.rests(target.policy or target.source)
                granting = target.policy.statements if target.policy else ()
                service = protected.kind.service
                asked = [
                    action
                    for action in (*on(service, part), *named(granting, service))
                    if (kind, action) not in _BY_DESIGN
                ]
                _tenants_at(case, world, by, protected, part, asked)
                _services_at(case, world, protected, part, asked)
    _administered(case, world, by)
    for attacker, reached in by.in_accounts(frozenset(one.id for one in ours)):
        if reached.caller.account not in accounts and reached.role is not None:
            title = Text(
                ja=f"{attacker.key} が基盤の {reached.caller.label.ja} になれます。",
                en=f"{attacker.key} can become {reached.caller.label.en} of the platform.",
            )
            case.found(reached.chain, title)
    return case.verdict(world.problems, [one.id for one in ours])


def _administered(case: Case, world: World, by: Attackers) -> None:
    """Look whether a tenant administers a service for the whole organization."""
    for delegation in world.delegations:
        actions = [one for one in writes() if one.startswith(f"{delegation.prefix}:")]
        for attacker, reached in by.in_accounts(frozenset((delegation.account,))):
            policies = (*(reached.caller.boundary or ()), *reached.caller.controls)
            for group in classes(actions, policies):
                call = case.ask(allowed, reached.caller, group[0], delegation.target)
                if call is not None:
                    title = weakens(attacker.key, group[0], delegation.target)
                    case.found((*reached.chain, call), title)
                    break


def _tenants_at(
    case: Case, world: World, by: Attackers, protected: Protected, part: str, asked: list[str]
) -> None:
    target = protected.parts[part]
    if target.policy is None:
        return
    for attacker, reached in reaching(world, by, target, target.policy):
        policies = (target.policy, *target.controls, *(reached.caller.boundary or ()))
        for group in classes(asked, (*policies, *reached.caller.controls)):
            calls = gets_at(case, world, reached.caller, group[0], protected, part)
            if calls:
                title = weakens(attacker.key, group[0], target)
                case.found((*reached.chain, *calls), title)
                break


def _services_at(
    case: Case, world: World, protected: Protected, part: str, asked: list[str]
) -> None:
    """Look whether a service that acts for a tenant could delete something or open it.

    Services do write and encrypt there for tenants: that is how logs get there.
    """
    target = protected.parts[part]
    if target.policy is None:
        return
    harmful = [one for one in asked if _harmful(one)]
    for service in sorted(services_let_in(target.policy)):
        for tenant in world.tenants:
            caller = world.service(service, tenant.account)
            for group in classes(harmful, (target.policy, *target.controls)):
                calls = gets_at(case, world, caller, group[0], protected, part)
                if calls:
                    case.found(calls, weakens(tenant.key, group[0], target))
                    return


def _harmful(action: str) -> bool:
    opens = "Permissions management" in by_level([action])
    return opens or action.partition(":")[2].startswith("delete")

"""ACC-1 and ACC-2: no tenant gets a role of another or of the platform, or at another's data."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from kyotsu.proof.access.evaluation.decide import allowed
from kyotsu.proof.access.evaluation.parties import Account, Caller, Target
from kyotsu.proof.access.evaluation.search import Allowed
from kyotsu.proof.access.judge import Case
from kyotsu.proof.access.policy.actions import classes, named, on
from kyotsu.proof.access.policy.demands import Domain
from kyotsu.proof.access.policy.let_in import services_let_in
from kyotsu.proof.access.policy.patterns import Pattern
from kyotsu.proof.access.policy.statement import Policy
from kyotsu.proof.access.reach import Reached
from kyotsu.proof.access.reading.targets import Protected
from kyotsu.proof.access.reading.world import Tenant, World
from kyotsu.proof.access.statements.attackers import Attackers
from kyotsu.proof.access.statements.getting_at import gets_at, reaching
from kyotsu.proof.verdict import Statement, Verdict
from tenancy.vocabulary import Text

ROLES: Final = Statement(
    id="ACC-1",
    title=Text(
        ja="他のテナントの誰も、直接にも他を経ても、ロールを引き受けられない",
        en="Nobody of another tenant can take on a role, directly or through others",
    ),
)
DATA: Final = Statement(
    id="ACC-2",
    title=Text(
        ja="他のテナントの誰も、データ、鍵、ログ、秘密を読み、復号し、書けない",
        en="Nobody of another tenant can read, decrypt or write data, keys, logs or secrets",
    ),
)


def roles_of(world: World, account: Account, by: Attackers, *, subject: str) -> Verdict:
    """Return whether a role of an account can be taken on by a tenant whose account it isn't."""
    others = sum(one.account.id != account.id for one in world.tenants)
    case = Case(statement=ROLES, subject=subject, covers=others)
    for role in world.roles_in.get(account.id, ()):
        case.rests(role.trust)
    for key, reached in by.by_tenant.items():
        if key == account.name:
            continue
        for one in reached:
            if one.caller.account == account.id and one.role is not None:
                case.found(one.chain, _takes_on(key, one))
    for sign_in in world.sign_ins:
        if sign_in.account != account.id or sign_in.group == account.name:
            continue
        if any(sign_in.group == one.key for one in world.tenants):
            case.found((_signs_in(sign_in.caller, account),), _signed_in(sign_in.group, account))
    return case.verdict(world.problems, [account.id])


def _takes_on(key: str, one: Reached) -> Text:
    role = one.caller.label
    return Text(ja=f"{key} が {role.ja} になれます。", en=f"{key} can become {role.en}.")


def _signed_in(group: str, account: Account) -> Text:
    return Text(
        ja=f"{group} の職員が {account.name} にサインインできます。",
        en=f"people of {group} can sign in to {account.name}.",
    )


def _signs_in(caller: Caller, account: Account) -> Allowed:
    """Return that who signs in there acts there: the smallest call shows it."""
    target = Target(
        label=Text(ja=f"{account.name} の自分", en=f"oneself in {account.name}"),
        source=caller.source,
        arns=(Pattern("*"),),
        account=account.id,
    )
    found = allowed(_free(caller), "sts:getcalleridentity", target)
    assert found is not None  # noqa: S101 - nothing can deny it:
    # https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
    return found


def _free(caller: Caller) -> Caller:
    return replace(caller, identity=None, boundary=None, controls=(), uncertain=None, as_read=None)


def data_of(world: World, tenant: Tenant, by: Attackers) -> Verdict:
    """Return whether something of a tenant is open to another one, or to a service for it."""
    account = tenant.account
    others = tuple(one for one in world.tenants if one.key != tenant.key)
    case = Case(statement=DATA, subject=tenant.key, covers=len(others))
    for protected in world.protected_in.get(account.id, ()):
        for part, target in protected.parts.items():
            case.rests(target.policy or target.source)
            if target.policy is None:
                continue  # then its own account alone decides
            asked = _Asked(protected=protected, part=part, target=target, policy=target.policy)
            _by_callers(case, world, by, tenant, asked)
            _by_services(case, world, others, asked)
    return case.verdict(world.problems, [account.id])


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """One thing that a policy is on, as it is called by one of its parts."""

    protected: Protected
    part: str
    target: Target
    policy: Policy

    def groups(self, caller: Caller) -> Iterator[tuple[str, ...]]:
        """Yield the actions that the policy grants, in groups of which one answers for all."""
        granting = [one for one in self.policy.statements if one.allows]
        service = self.protected.kind.service
        granted = [
            action
            for action in (*on(service, self.part), *named(granting, service))
            if any(one.actions.has(action) for one in granting)
        ]
        held = (*self.target.controls, *(caller.boundary or ()), *caller.controls)
        return classes(dict.fromkeys(granted), (self.policy, *held))

    def got_at(self, case: Case, world: World, caller: Caller, action: str) -> tuple[Allowed, ...]:
        """Return the calls by which a caller gets at it; none if it doesn't."""
        return gets_at(case, world, caller, action, self.protected, self.part)


def _by_callers(case: Case, world: World, by: Attackers, tenant: Tenant, asked: _Asked) -> None:
    for attacker, reached in reaching(world, by, asked.target, asked.policy):
        if attacker.key == tenant.key:
            continue
        for group in asked.groups(reached.caller):
            calls = asked.got_at(case, world, reached.caller, group[0])
            if calls:
                case.found((*reached.chain, *calls), _opened(attacker.key, asked.target))
                break


def _by_services(case: Case, world: World, others: tuple[Tenant, ...], asked: _Asked) -> None:
    """Ask for all others at once, and, only if there is something, for each of them."""
    if not others:
        return
    for service in sorted(services_let_in(asked.policy)):
        together = _together(world, service, others)
        for group in asked.groups(together):
            if not asked.got_at(case, world, together, group[0]):
                continue
            for other in others:
                one = world.service(service, other.account)
                calls = asked.got_at(case, world, one, group[0])
                if calls:
                    case.found(calls, _opened(other.key, asked.target))
                    return


def _together(world: World, service: str, others: tuple[Tenant, ...]) -> Caller:
    """Return a service that acts for one of several accounts, and doesn't say for which."""
    each = [world.service(service, one.account) for one in others]
    facts = dict(each[0].facts)
    for key, domain in facts.items():
        if not domain.fixed:
            groups = zip(*(one.facts[key].inside for one in each), strict=True)
            inside = tuple(tuple(p for group in same for p in group) for same in groups)
            facts[key] = Domain(inside=inside, outside=domain.outside)
    return replace(each[0], facts=facts)


def _opened(key: str, target: Target) -> Text:
    what = target.label
    return Text(ja=f"{key} が {what.ja} に届きます。", en=f"{key} gets at {what.en}.")

"""ACC-3: no tenant can weaken guardrails, logs or detectors."""

from collections.abc import Iterator
from typing import Final

from kyotsu.desired.graph import Resource
from kyotsu.proof.access.evaluation.decide import allowed
from kyotsu.proof.access.evaluation.parties import Target
from kyotsu.proof.access.evaluation.witness import shown_action
from kyotsu.proof.access.judge import Case
from kyotsu.proof.access.policy.patterns import Pattern
from kyotsu.proof.access.reach import Reached
from kyotsu.proof.access.reading.names import source
from kyotsu.proof.access.reading.world import Tenant, World
from kyotsu.proof.access.statements.attackers import Attackers
from kyotsu.proof.access.statements.weaknesses import OF_EVERY_ACCOUNT, WEAKNESSES, Weakness
from kyotsu.proof.verdict import Statement, Verdict
from tenancy.vocabulary import Text

WEAKEN: Final = Statement(
    id="ACC-3",
    title=Text(
        ja="テナントの誰も、ガードレール、ログ、検知を弱められない",
        en="Nobody of a tenant can weaken guardrails, logs or detectors",
    ),
)


def own_of(world: World, tenant: Tenant, by: Attackers) -> Verdict:
    """Return whether a tenant can take away what the platform put into its account."""
    case = Case(statement=WEAKEN, subject=tenant.key)
    case.rests(*tenant.account.service_controls, tenant.boundary)
    here = [
        one for one in by.by_tenant.get(tenant.key, ()) if one.caller.account == tenant.account.id
    ]
    for target, actions in _weak(world, tenant):
        for action in actions:
            _look(case, tenant.key, here, action, target)
    return case.verdict(world.problems, [tenant.account.id])


def _look(case: Case, key: str, here: list[Reached], action: str, target: Target) -> None:
    """Note the first of several callers who may."""
    for reached in here:
        call = case.ask(allowed, reached.caller, action, target)
        if call is not None:
            case.found((*reached.chain, call), weakens(key, action, target))
            return


def weakens(key: str, action: str, target: Target) -> Text:
    """Return that a tenant can weaken something by an action."""
    name = shown_action(action)
    return Text(
        ja=f"{key} が {target.label.ja} を {name} で弱められます。",
        en=f"{key} can weaken {target.label.en} by {name}.",
    )


def _weak(world: World, tenant: Tenant) -> Iterator[tuple[Target, tuple[str, ...]]]:
    account = tenant.account
    whole = Target(
        label=Text(ja=f"{account.name} のアカウント", en=f"the account of {account.name}"),
        source=account.source,
        arns=(Pattern("*"),),
        account=account.id,
    )
    yield whole, OF_EVERY_ACCOUNT
    policies = {
        one.urn: target
        for one in world.protected_in.get(account.id, ())
        for target in list(one.parts.values())[:1]
    }
    for resource in world.resources_in.get(account.id, ()):
        weakness = WEAKNESSES.get(resource.type)
        if weakness is None:
            continue
        found = policies.get(resource.urn)
        if found is None or weakness.arn == "*":
            found = _whole(world, resource, weakness, account.id)
        yield found, weakness.actions


def _whole(world: World, resource: Resource, weakness: Weakness, account: str) -> Target:
    kind = resource.type.rpartition(":")[2]
    name = world.organization.accounts[account].name
    return Target(
        label=Text(
            ja=f"{name} の {resource.name}({kind})", en=f"{resource.name} ({kind}) of {name}"
        ),
        source=source(resource),
        arns=(Pattern(weakness.arn.format(arn=world.names.arn(resource))),),
        account=account,
    )

"""ACC-5: a tenant's roles can't shed the permissions boundary."""

from dataclasses import replace
from typing import Final

from kyotsu.proof.access.evaluation.decide import allowed
from kyotsu.proof.access.evaluation.parties import Caller, Target
from kyotsu.proof.access.evaluation.search import Allowed
from kyotsu.proof.access.evaluation.witness import shown_action
from kyotsu.proof.access.judge import Case
from kyotsu.proof.access.policy.patterns import Pattern
from kyotsu.proof.access.policy.statement import Policy
from kyotsu.proof.access.reading.shedding import SHEDDINGS, shed
from kyotsu.proof.access.reading.world import Tenant, World
from kyotsu.proof.access.statements.attackers import Attackers
from kyotsu.proof.verdict import Statement, Verdict
from tenancy.vocabulary import Text

BOUNDED: Final = Statement(
    id="ACC-5",
    title=Text(
        ja="テナントのロールは権限境界を外せない",
        en="No role of a tenant can shed the permissions boundary",
    ),
)


def bounded(world: World, tenant: Tenant, by: Attackers) -> Verdict:
    """Return whether each role that a tenant has or makes stays within the boundary.

    Who is bounded today can't make, become or turn into a role that isn't; and whoever signs in is
    bounded today. So nobody ever isn't.
    """
    case = Case(statement=BOUNDED, subject=tenant.key)
    case.rests(tenant.boundary, *tenant.account.service_controls)
    if tenant.boundary is None:
        _nobody_made_it(case, tenant)
    else:
        for caller in tenant.callers:
            _sheds(case, tenant, tenant.boundary, caller)
    for sign_in in world.sign_ins:
        if sign_in.group == tenant.key and not _held(sign_in.caller, tenant):
            acts = _acts(sign_in.caller)
            if acts:  # who can do nothing at all needs no boundary
                case.found(acts, _unbounded(sign_in.caller.label))
    for reached in by.by_tenant.get(tenant.key, ()):
        if (
            reached.role is not None
            and reached.caller.account == tenant.account.id
            and not _held(reached.caller, tenant)
        ):
            case.found(reached.chain, _unbounded(reached.caller.label))
    return case.verdict(world.problems, [tenant.account.id])


def _held(caller: Caller, tenant: Tenant) -> bool:
    """Return whether a role is held by the tenant's boundary, or by one that says the same."""
    boundary = tenant.boundary
    return boundary is not None and any(
        one.source == boundary.source or one.document == boundary.document
        for one in caller.boundary or ()
    )


def _sheds(case: Case, tenant: Tenant, boundary: Policy, caller: Caller) -> None:
    """Look for a call by which somebody who holds the boundary gets rid of it."""
    held = replace(caller, boundary=(boundary,), as_read=None)
    for shedding in SHEDDINGS:
        call = case.ask(shed, held, tenant.boundary_arn, shedding)
        if call is not None:
            name = shown_action(call.action)
            title = Text(
                ja=f"{tenant.key} が {name} で「{shedding.what.ja}」ことができます。",
                en=f"{tenant.key} can {shedding.what.en} by {name}.",
            )
            case.found((call,), title)


def _nobody_made_it(case: Case, tenant: Tenant) -> None:
    """Look whether the tenant can write the boundary that guardrails ask for by its name."""
    name = tenant.boundary_arn
    target = Target(
        label=Text(ja="宣言にない権限境界", en="the boundary, which is not in the desired state"),
        source=tenant.account.source,
        arns=(Pattern(name),),
        account=tenant.account.id,
    )
    for caller in tenant.callers:
        call = case.ask(allowed, caller, "iam:createpolicy", target)
        if call is not None:
            title = Text(
                ja=f"権限境界が宣言になく、{tenant.key} が自ら書けます。",
                en=f"no boundary is declared, and {tenant.key} can write one of its own.",
            )
            case.found((call,), title)


def _acts(caller: Caller) -> tuple[Allowed, ...]:
    target = Target(
        label=Text(ja="任意のもの", en="anything"),
        source=caller.source,
        arns=(Pattern("*"),),
        account=caller.account,
    )
    found = allowed(caller, "iam:getrole", target) or allowed(caller, "ec2:describeregions", target)
    return (found,) if found else ()


def _unbounded(label: Text) -> Text:
    return Text(
        ja=f"{label.ja} は権限境界に縛られません。", en=f"{label.en} is held by no boundary."
    )

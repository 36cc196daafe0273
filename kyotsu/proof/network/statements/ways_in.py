"""NET-3: nothing comes in from outside, but by what is declared as an ingress."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from kyotsu.proof.network.case import FOUNDATION, Case
from kyotsu.proof.network.declared import DNS, HTTPS
from kyotsu.proof.network.headerspace.packets import Box
from kyotsu.proof.network.reachability.inward import Came, Inward, witness
from kyotsu.proof.network.reachability.outward import undeclared
from kyotsu.proof.network.witness.reasons import reasons
from kyotsu.proof.verdict import Outcome, Statement, Verdict, Witness
from tenancy.vocabulary import Text

STATEMENT: Final = Statement(
    id="NET-3",
    title=Text(
        ja="宣言した受け口のほかに、外から入る道はない",
        en="Nothing comes in from outside but by what is declared as an ingress",
    ),
)


def judge(case: Case, received: Inward) -> Iterator[Verdict]:
    """Yield a verdict for each tenant and one for the foundation."""
    came: defaultdict[str, list[Came]] = defaultdict(list)
    for one in received.came:
        came[case.owner(one.place.vpc)].append(one)
    of_lines = case.troubles(received.met_by_lines)
    for owner in (FOUNDATION, *sorted(case.declared.tenants)):
        if owner in case.left_out:
            continue
        met, witnesses = set[str](), list[Witness | None]()
        for one in came[owner]:
            met.update((one.by, one.place.table, one.place.acl.urn if one.place.acl else ""))
            allowed = _allowed(case, owner, one)
            rest = undeclared(case, one.packets, allowed, receiver=one.place.vpc)
            met |= rest.relied
            if rest.packets:
                witnesses.append(witness(case, one, rest.packets))
        troubles = [*case.troubles(met | case.own_urns(owner) | _hubs(case, owner)), *of_lines]
        outcome = Outcome.NOT_PROVED if troubles else Outcome.PROVED
        yield Verdict(
            statement=STATEMENT,
            subject=owner,
            outcome=Outcome.VIOLATED if witnesses else outcome,
            witnesses=tuple(one for one in witnesses if one),
            reasons=() if witnesses else reasons(troubles),
            rests_on=case.sources(met) if not (witnesses or troubles) else (),
        )


def _hubs(case: Case, owner: str) -> set[str]:
    """Return the transit gateways at an owner's networks: who else is there may send by them."""
    attached = case.network.attachment_of
    return {one.transit for urn in case.own_urns(owner) for one in attached.get(urn, ())}


def _allowed(case: Case, owner: str, came: Came) -> list[Box]:
    """Return what an owner declares of what may come in by a gateway or a line."""
    space = case.compiled.space
    if owner == FOUNDATION:
        # Servers behind the line may ask the resolver for names.
        shared = case.block(case.declared.shared)
        behind = space.blocks(case.declared.line)
        return [Box(behind, shared, space.service(one)) for one in DNS] if came.line else []
    tenant = case.declared.tenants.get(owner)
    if tenant is None:
        return []
    if came.line:
        return [
            case.declared_box(tenant, flow)
            for flow in tenant.flows
            if flow.purpose == "government-lan"
        ]
    return [Box(space.addresses.all, space.blocks(tenant.public), space.service(HTTPS))]

"""NET-4: nothing leaves the platform but through the inspection, to declared destinations."""

from collections.abc import Iterator
from typing import Final

from kyotsu.proof.network.case import Case
from kyotsu.proof.network.headerspace.packets import Box
from kyotsu.proof.network.reachability.outward import Outward, undeclared
from kyotsu.proof.network.witness.reasons import reasons
from kyotsu.proof.network.witness.trace import tenants_witness
from kyotsu.proof.verdict import Outcome, Statement, Verdict, Witness
from tenancy.vocabulary import Text

STATEMENT: Final = Statement(
    id="NET-4",
    title=Text(
        ja="宣言した宛先へ、検査を経てのほかに、外へ出る道はない",
        en="Nothing leaves the platform but through the inspection, to declared destinations",
    ),
)


def judge(case: Case, sent: Outward) -> Iterator[Verdict]:
    """Yield what becomes of what a tenant sends to the internet and over lines.

    Where the stage has a firewall, it must have seen each packet; a domain stands for all
    addresses that its rule lets through. Without one, the egress network is the only way.
    """
    key, space = sent.tenant.key, case.compiled.space
    met, witnesses = set(sent.walk.met), list[Witness | None]()
    for (end, inspected), packets in sent.arrivals.items():
        if end.kind == "place":
            continue
        own = _is_own(case, key, end.which)
        passed = (inspected or not case.declared.inspected) and not own
        allowed = [
            # The sender's address may be the NAT gateway's by now, so it isn't asked for.
            Box(space.addresses.all, box.destinations, box.services)
            for flow in sent.tenant.flows
            if flow.purpose == "egress" and passed
            for box in (case.declared_box(sent.tenant, flow),)
        ]
        sender = case.sender(key)
        rest = undeclared(case, packets, allowed, sender=sender)
        met |= rest.relied
        if rest.packets:
            witnesses.append(tenants_witness(case, key, rest.packets, end))
    troubles = case.troubles(met | case.own_urns(key))
    unknown = any(end.kind == "unknown" for end, _ in sent.arrivals)
    outcome = Outcome.NOT_PROVED if troubles or unknown else Outcome.PROVED
    yield Verdict(
        statement=STATEMENT,
        subject=key,
        outcome=Outcome.VIOLATED if witnesses else outcome,
        witnesses=tuple(one for one in witnesses if one),
        reasons=() if witnesses else reasons(troubles),
        rests_on=case.sources(met) if not witnesses and outcome is Outcome.PROVED else (),
    )


def _is_own(case: Case, key: str, gateway: str) -> bool:
    """Return whether a gateway is at the tenant's own network, past the hub."""
    network = case.network
    vpc = network.internet_gateways.get(gateway) or network.virtual_gateways.get(gateway)
    return vpc in case.own_urns(key)

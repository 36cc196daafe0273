"""NET-5: tenants reach the foundation's named services, and nothing else of it."""

from collections.abc import Iterator
from typing import Final

from kyotsu.proof.network.case import FOUNDATION, Case
from kyotsu.proof.network.declared import DNS, HTTPS
from kyotsu.proof.network.headerspace.packets import Box
from kyotsu.proof.network.reachability.outward import Outward, place_at, undeclared
from kyotsu.proof.network.witness.reasons import reasons
from kyotsu.proof.network.witness.trace import tenants_witness
from kyotsu.proof.verdict import Outcome, Statement, Verdict, Witness
from tenancy.vocabulary import Text

STATEMENT: Final = Statement(
    id="NET-5",
    title=Text(
        ja="システムは、基盤の定めたサービスにだけ届く",
        en="Systems reach the foundation's named services, and nothing else of it",
    ),
)


def judge(case: Case, sent: Outward) -> Iterator[Verdict]:
    """Yield what becomes of what a tenant sends into the foundation's networks.

    The named services are in the shared network: endpoints of AWS's services by HTTPS, and the
    resolver by DNS. A system that is suspended reaches none of them.
    """
    key, space = sent.tenant.key, case.compiled.space
    services = space.services((HTTPS, *DNS))
    named = Box(space.addresses.all, case.block(case.declared.shared), services)
    allowed = [] if sent.tenant.quarantined else [named]
    met, witnesses = set(sent.walk.met), list[Witness | None]()
    for (end, _), packets in sent.arrivals.items():
        if end.kind != "place" or case.owner(place_at(case, end).vpc) != FOUNDATION:
            continue
        rest = undeclared(
            case,
            packets,
            allowed,
            sender=case.sender(key),
            receiver=place_at(case, end).vpc,
        )
        met |= rest.relied
        if rest.packets:
            witnesses.append(tenants_witness(case, key, rest.packets, end))
    troubles = case.troubles(met | case.own_urns(key))
    outcome = Outcome.NOT_PROVED if troubles else Outcome.PROVED
    yield Verdict(
        statement=STATEMENT,
        subject=key,
        outcome=Outcome.VIOLATED if witnesses else outcome,
        witnesses=tuple(one for one in witnesses if one),
        reasons=() if witnesses else reasons(troubles),
        rests_on=case.sources(met) if not (witnesses or troubles) else (),
    )

"""NET-1: tenants reach one another by declared links, and in no other way."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from kyotsu.proof.network.case import FOUNDATION, Case
from kyotsu.proof.network.headerspace.packets import Box, Packets
from kyotsu.proof.network.reachability.outward import Outward, place_at, undeclared
from kyotsu.proof.network.walk.trail import End
from kyotsu.proof.network.witness.reasons import reasons
from kyotsu.proof.network.witness.trace import tenants_witness
from kyotsu.proof.verdict import Outcome, Statement, Verdict
from tenancy.vocabulary import Text

STATEMENT: Final = Statement(
    id="NET-1",
    title=Text(
        ja="宣言した連携のほかに、システム間の通信はない",
        en="Nothing gets from one system to another but by declared links",
    ),
)


def judge(case: Case, sent: Outward) -> Iterator[Verdict]:
    """Yield what becomes of all pairs whose first is the sender.

    One verdict speaks for all receivers that get nothing, or nothing but what is declared. Each
    receiver that gets more has its own.
    """
    key = sent.tenant.key
    allowed: defaultdict[str, list[Box]] = defaultdict(list)
    for flow in sent.tenant.flows:
        if flow.purpose != "link" or flow.direction != "outbound":
            continue
        other = case.declared.tenants.get(flow.far)
        if other is not None and not other.quarantined:  # nobody reaches what is suspended
            allowed[flow.far].append(case.declared_box(sent.tenant, flow))
    got: defaultdict[str, list[tuple[End, Packets]]] = defaultdict(list)
    for (end, _), packets in sent.arrivals.items():
        if end.kind == "place":
            owner = case.owner(place_at(case, end).vpc)
            if owner not in (FOUNDATION, key):
                got[owner].append((end, packets))
    met, others = set(sent.walk.met), len(case.declared.tenants) - 1
    violated: list[Verdict] = []
    for receiver, arrivals in sorted(got.items()):
        witnesses = []
        for end, packets in arrivals:
            vpc = place_at(case, end).vpc
            sender = case.sender(key)
            rest = undeclared(case, packets, allowed[receiver], sender=sender, receiver=vpc)
            met |= rest.relied
            if rest.packets:
                witnesses.append(tenants_witness(case, key, rest.packets, end))
        if witnesses:
            violated.append(
                Verdict(
                    statement=STATEMENT,
                    subject=f"{key} -> {receiver}",
                    outcome=Outcome.VIOLATED,
                    witnesses=tuple(one for one in witnesses if one),
                )
            )
    yield from violated
    troubles = case.troubles(met | case.own_urns(key))
    yield Verdict(
        statement=STATEMENT,
        subject=f"{key} -> *",
        outcome=Outcome.NOT_PROVED if troubles else Outcome.PROVED,
        reasons=reasons(troubles),
        rests_on=() if troubles else case.sources(met),
        covers=others - len(violated),
    )


def troubled(case: Case) -> Iterator[Verdict]:
    """Yield what can't be said of receivers whose own network isn't understood, or isn't there."""
    for key in sorted(case.declared.tenants):
        why = reasons(case.troubles(case.own_urns(key)))
        if key in case.left_out:
            why = (absent(case.left_out[key]),)
        if why:
            yield Verdict(
                statement=STATEMENT,
                subject=f"* -> {key}",
                outcome=Outcome.NOT_PROVED,
                reasons=why,
                covers=len(case.declared.tenants) - 1,
            )


def absent(reason: str) -> Text:
    """Return why nothing is said of a tenant without desired state."""
    return Text(
        ja=f"あるべき状態が得られません: {reason}"[:400],
        en=f"its desired state can't be had: {reason}"[:400],
    )

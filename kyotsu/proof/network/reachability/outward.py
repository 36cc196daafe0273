"""All that a tenant can send, and where it arrives: one walk that several statements look at."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kyotsu.proof.network.case import Case
from kyotsu.proof.network.dataplane.places import Place
from kyotsu.proof.network.declared import DeclaredTenant
from kyotsu.proof.network.headerspace.packets import (
    Box,
    Packets,
    without,
)
from kyotsu.proof.network.walk.trail import End
from kyotsu.proof.network.walk.walk import Walk


@dataclass(frozen=True, kw_only=True)
class Outward:
    """A tenant's walk: everything that any address of its subnets may send, to anywhere.

    No security group is asked: what doesn't arrive here doesn't arrive whatever groups are worn.
    `arrivals` are by where they end and whether a firewall saw them, its own network left out.
    """

    tenant: DeclaredTenant
    walk: Walk
    arrivals: Mapping[tuple[End, bool], Packets]


def outward(case: Case, tenant: DeclaredTenant) -> Outward:
    """Follow all that a tenant can send."""
    walk = case.walk()
    own = {str(place.number) for place in case.places_of(tenant.key)}
    for place in case.places_of(tenant.key):
        everything = Box(place.addresses, case.compiled.space.addresses.all, case.everything)
        walk.leave(place, (everything,))
    arrivals: defaultdict[tuple[End, bool], Packets] = defaultdict(tuple)
    for arrival in walk.arrivals:
        if arrival.end.kind == "place" and arrival.end.which in own:
            continue
        arrivals[arrival.end, arrival.inspected] += arrival.packets
    return Outward(tenant=tenant, walk=walk, arrivals=arrivals)


@dataclass(frozen=True, kw_only=True)
class Undeclared:
    """What is left of packets once all that is declared is taken out, and what stops the rest.

    `relied` are the networks whose security groups were needed to stop something.
    """

    packets: Packets
    relied: frozenset[str]


def undeclared(
    case: Case,
    packets: Packets,
    allowed: list[Box],
    *,
    sender: str = "",
    receiver: str = "",
) -> Undeclared:
    """Return what arrives though nobody declared it.

    Security groups are asked only for what nothing else stopped: first the receiver's own, then
    the sender's, which the sender could take off.
    """
    left = without(packets, allowed)
    relied: set[str] = set()
    if left and receiver:
        relied.add(receiver)
        left = case.compiled.interfaces.let_in(receiver, left)
    if left and sender:
        relied.add(sender)
        left = case.compiled.interfaces.let_out(sender, left, changed=True)
    return Undeclared(packets=left, relied=frozenset(relied))


def place_at(case: Case, end: End) -> Place:
    """Return the place that an end stands for."""
    return case.compiled.places[int(end.which)]

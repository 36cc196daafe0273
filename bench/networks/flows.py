"""What a sound fleet declares, as connections to make: each must be answered, in every zone."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network
from itertools import product
from typing import Final

from bench.networks.fleet import GROUP, Site, SoundFleet
from bench.networks.plants.inward import BEHIND, STRANGER
from bench.networks.plants.outward import SOMEWHERE
from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.journey import Journey
from kyotsu.proof.simulator.packet import (
    NUMBERS,
    TCP,
    GovernmentLan,
    Interface,
    Internet,
    Packet,
    Sender,
)
from kyotsu.proof.simulator.world import World
from tenancy.plan import Flow

TIERS: Final = ("public", "private", "protected", "attachment")
STRAY_PORTS: Final = (22, 80, 443, 1433, 3306, 3389, 5432, 8080, 8443, 40000)


@dataclass(frozen=True, kw_only=True)
class Connection:
    """One connection that is declared."""

    name: str
    packet: Packet
    sender: Sender
    receiver: Interface | None


@dataclass(frozen=True)
class _End:
    address: IPv4Address
    who: Sender


def connections(fleet: SoundFleet) -> Iterator[Connection]:
    """Yield what all tenants declare: each flow for each pair of zones, and each ingress."""
    for site in fleet.sites.values():
        for flow in site.flows:
            if flow.purpose == "link" and flow.direction == "inbound":
                continue  # the caller declares it too
            openers, takers = _ends(fleet, site, flow)
            for opener, taker in product(openers, takers):
                yield _connection(f"{site.key} {flow.name}", opener, taker, flow)
        if site.ingress == "internet":
            https = Flow(
                purpose="egress", direction="inbound", far="", cidr="", protocol="tcp", port=443
            )
            for taker in _of(site, "public", "load-balancer"):
                opener = _End(STRANGER, Internet())
                yield _connection(f"{site.key} ingress", opener, taker, https)


def strays(fleet: SoundFleet, world: World, count: int, seed: int) -> Iterator[Journey]:
    """Send packets between tenants at random, and yield the journeys of those that nobody declared.

    Each sender has all groups of its network, and each receiver too.
    """
    pick = random.Random(seed)  # noqa: S311 - no secret
    sites = list(fleet.sites.values())
    for _ in range(count):
        one, other = pick.sample(sites, 2)
        subnet, there = (pick.choice(_subnets(site)) for site in (one, other))
        port = pick.choice(STRAY_PORTS)
        if any(flow.port == port and flow.direction == "outbound" for flow in one.links(other.key)):
            continue
        packet = Packet(
            source=_tenth(subnet),
            destination=_tenth(there),
            protocol=TCP,
            source_port=50000,
            destination_port=port,
        )
        groups = frozenset(world.groups_of(one.vpc.urn))
        yield world.send(packet, sender=Interface(subnet=subnet.urn, groups=groups))


def _subnets(site: Site) -> list[Resource]:
    return [one for tier in TIERS for one in site.subnets(tier)]


def _ends(fleet: SoundFleet, site: Site, flow: Flow) -> tuple[list[_End], list[_End]]:
    servers = list(_of(site, "private", "application"))
    match flow.purpose:
        case "link":
            return servers, list(_of(fleet.sites[flow.far], "private", "application"))
        case "government-lan":
            return [_End(BEHIND, GovernmentLan())], list(_of(site, "private", "load-balancer"))
        case "endpoints":
            group = fleet.draft.find(fleet.stage, GROUP, "endpoints")
            subnets = fleet.hub_subnets("shared", "private")
            return servers, [_End(_tenth(one), _with(one, group)) for one in subnets]
        case "egress":
            far = SOMEWHERE if flow.domain else IPv4Network(flow.cidr)[1]
            return servers, [_End(far, Internet())]


def _connection(name: str, opener: _End, taker: _End, flow: Flow) -> Connection:
    packet = Packet(
        source=opener.address,
        destination=taker.address,
        protocol=NUMBERS[flow.protocol],
        source_port=50000,
        destination_port=flow.port,
    )
    receiver = taker.who if isinstance(taker.who, Interface) else None
    return Connection(name=name, packet=packet, sender=opener.who, receiver=receiver)


def _of(site: Site, tier: str, role: str) -> Iterator[_End]:
    for subnet in site.subnets(tier):
        yield _End(_tenth(subnet), _with(subnet, site.group(role)))


def _tenth(subnet: Resource) -> IPv4Address:
    return IPv4Network(subnet.inputs["cidrBlock"])[10]


def _with(subnet: Resource, group: Resource) -> Interface:
    return Interface(subnet=subnet.urn, groups=frozenset({group.urn}))

"""Carries one packet from hop to hop.

Each method takes a packet at one place and yields the journeys that may follow: one, but where AWS
decides by what isn't in the desired state (the zone that a transit gateway takes, the groups that a
receiver has), one for each way that it can go.
"""

from collections.abc import Iterator
from dataclasses import replace
from ipaddress import IPv4Address
from typing import Final

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.acls import Direction
from kyotsu.proof.simulator.addresses import UnlistedError
from kyotsu.proof.simulator.border import GATEWAY as INTERNET_GATEWAY
from kyotsu.proof.simulator.border import VIRTUAL as VIRTUAL_GATEWAY
from kyotsu.proof.simulator.delivery import Delivery
from kyotsu.proof.simulator.journey import Journey
from kyotsu.proof.simulator.packet import inside
from kyotsu.proof.simulator.parts import Parts
from kyotsu.proof.simulator.routes import LOCAL, Route
from kyotsu.proof.simulator.transit import GATEWAY as TRANSIT_GATEWAY
from kyotsu.proof.simulator.traveller import MOST_HOPS, Traveller
from kyotsu.proof.simulator.ways.edge import Edge
from kyotsu.proof.simulator.ways.endpoints import Endpoints
from kyotsu.proof.simulator.ways.internet import InternetWay
from kyotsu.proof.simulator.ways.nat import NAT, NatWay
from kyotsu.proof.simulator.ways.peering import PEERING, PeeringWay
from kyotsu.proof.simulator.ways.transit import TransitWay
from kyotsu.proof.simulator.ways.virtual import VirtualWay

SUBNET: Final = "aws:ec2/subnet:Subnet"


class Walk:
    """The ways that a packet can go: within VPCs here, all others by their own names."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.delivery = Delivery(parts.inventory, parts.groups, parts.balancers)
        self.endpoints = Endpoints(self)
        self.edge = Edge(self, self.endpoints)
        self.internet = InternetWay(self, self.edge)
        self.virtual = VirtualWay(self, self.edge)
        self.nat = NatWay(self)
        self.peering = PeeringWay(self)
        self.transit = TransitWay(self)

    def from_subnet(self, traveller: Traveller, subnet: str) -> Iterator[Journey]:
        """Let a packet leave a subnet as its route table says."""
        inventory = self.parts.inventory
        here = inventory.get(subnet)
        vpc = inventory.named(here.inputs.get("vpcId")) if here else None
        if here is None or vpc is None:
            yield traveller.unmodelled("the subnet isn't in the desired state", here, subnet)
            return
        if len(traveller.hops) > MOST_HOPS:
            yield traveller.dropped("it goes in circles", here)
            return
        table = self.parts.routes.table_of(subnet, vpc)
        strange = self.parts.unmodelled.at(subnet, vpc, table)
        if strange is not None:
            yield traveller.unmodelled(f"{strange.type} isn't modelled", strange)
            return
        traveller = replace(traveller, zone=str(here.inputs.get("availabilityZone")))
        try:
            routes = self.parts.routes.choices(table, vpc, traveller.packet.destination)
        except UnlistedError as error:
            yield traveller.unmodelled(f"nobody knows what is in the prefix list {error}", None)
            return
        if not routes:
            resource = inventory.get(table)
            yield traveller.dropped(f"no route from {here.name} leads there", resource, table)
        for route in routes:
            yield from self._along(traveller, route, here, vpc)

    def _along(
        self, traveller: Traveller, route: Route, here: Resource, vpc: str
    ) -> Iterator[Journey]:
        """Follow one route of a subnet's table."""
        on = traveller
        if route.kind == LOCAL:
            on = on.past(f"{here.name}: the route {route.block} is within the VPC", route.resource)
            yield from self.into_vpc(on, vpc, here.urn)
            return
        target = self.parts.inventory.get(route.target)
        name = target.name if target is not None else str(route.target or "an endpoint")
        on = on.past(f"{here.name}: the route {route.block} leads to {name}", route.resource)
        kind = target.type if target is not None else None
        if route.kind == "vpcEndpointId":
            yield from self.endpoints.to(on, route, here)
        elif target is None:
            yield on.unmodelled(f"{name} isn't in the desired state", route.resource)
        elif kind == INTERNET_GATEWAY:
            yield from self.internet.to(on, target, here, vpc)
        elif kind == VIRTUAL_GATEWAY:
            yield from self.virtual.to(on, target, here, vpc)
        elif kind == NAT:
            yield from self.nat.to(on, target, here)
        elif kind == PEERING:
            yield from self.peering.to(on, target, here, vpc)
        elif kind == TRANSIT_GATEWAY:
            yield from self.transit.to(on, target, here, vpc)
        else:
            yield on.unmodelled(f"{kind} isn't modelled as a target", target)

    def into_vpc(self, traveller: Traveller, vpc: str, came_from: str | None) -> Iterator[Journey]:
        """Let a packet reach its destination in a VPC; `came_from` is a subnet of the same VPC."""
        there = self.subnet_of(traveller.packet.destination, vpc)
        if there is None:
            resource = self.parts.inventory.get(vpc)
            yield traveller.dropped("no subnet has this address", resource, vpc)
            return
        on = self.across(traveller, came_from, there.urn)
        if isinstance(on, Journey):
            yield on
            return
        nat = self.nat.at(on.packet.destination, there)
        if nat is not None:
            yield from self.nat.back(on, nat)
        else:
            yield from self.delivery.at(on, there, vpc)

    def across(
        self, traveller: Traveller, left: str | None, entered: str | None
    ) -> Traveller | Journey:
        """Return the packet beyond the ACLs of a subnet that it leaves and of one that it enters.

        Or the journey that ended at one of them. What stays within a subnet meets no ACL
        (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html).
        """
        if left is not None and left == entered:
            return traveller
        borders: tuple[tuple[str | None, Direction], ...] = (
            (left, "egress"),
            (entered, "ingress"),
        )
        for subnet, direction in borders:
            if subnet is None:
                continue
            decision = self.parts.acls.decide(traveller.packet, subnet, direction)
            resource = decision.resource or self.parts.inventory.get(subnet)
            if not decision.allowed:
                return traveller.dropped(decision.text, resource)
            traveller = traveller.past(decision.text, resource)
        return traveller

    def subnet_of(self, address: IPv4Address, vpc: str) -> Resource | None:
        """Return the subnet of a VPC that an address is in, if there is one."""
        for subnet in self.parts.inventory.referring(SUBNET, "vpcId", vpc):
            block = subnet.inputs.get("cidrBlock")
            if isinstance(block, str) and inside(address, block):
                return subnet
        return None

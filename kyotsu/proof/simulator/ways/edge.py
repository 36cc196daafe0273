"""The edge of a VPC: what comes in by a gateway of either kind.

https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.journey import Journey
from kyotsu.proof.simulator.routes import LOCAL
from kyotsu.proof.simulator.traveller import Traveller
from kyotsu.proof.simulator.ways.endpoints import Endpoints
from kyotsu.proof.simulator.ways.way import Walker, Way


class Edge(Way):
    """The way in: straight to the address, or as the gateway's own table says."""

    def __init__(self, walk: Walker, endpoints: Endpoints) -> None:
        super().__init__(walk)
        self.endpoints = endpoints

    def at_gateway(
        self, traveller: Traveller, gateway: Resource
    ) -> tuple[Traveller, str] | Journey:
        """Return a packet at a gateway with the VPC behind it, or why it comes no further."""
        on = traveller.past(f"it comes in by {gateway.name}", gateway)
        vpc = self.parts.border.vpc_of(gateway)
        if vpc is None or not self.parts.addresses.in_vpc(on.packet.destination, vpc):
            return on.dropped("its VPC doesn't have this address", gateway)
        strange = self.parts.unmodelled.at(vpc, gateway.urn)
        if strange is not None:
            return on.unmodelled(f"{strange.type} isn't modelled", strange)
        return on, vpc

    def enter(self, on: Traveller, gateway: Resource, vpc: str) -> Iterator[Journey]:
        """Bring a packet into a gateway's VPC."""
        table = self.parts.routes.table_of_gateway(gateway.urn)
        if table is None:
            yield from self.walk.into_vpc(on, vpc, None)
            return
        routes = self.parts.routes.choices(table, vpc, on.packet.destination)
        if not routes:
            yield on.dropped(f"no route of {gateway.name} leads there", gateway, table)
        for route in routes:
            past = on.past(f"{gateway.name}: the route {route.block} is taken", route.resource)
            if route.kind == LOCAL:
                yield from self.walk.into_vpc(past, vpc, None)
            elif route.kind == "vpcEndpointId":
                yield from self.endpoints.to(past, route, None)
            else:
                yield past.unmodelled("such a route of a gateway isn't modelled", route.resource)


class ByGateway(Way, ABC):
    """The way by a gateway at the edge of a VPC. `kind` names it to people."""

    kind: ClassVar[str]

    def __init__(self, walk: Walker, edge: Edge) -> None:
        super().__init__(walk)
        self.edge = edge

    def to(
        self, traveller: Traveller, gateway: Resource, here: Resource, vpc: str
    ) -> Iterator[Journey]:
        """Leave from a subnet."""
        on = self.walk.across(traveller, here.urn, None)
        if isinstance(on, Journey):
            yield on
        elif self.parts.border.vpc_of(gateway) != vpc:
            yield on.dropped(f"the {self.kind} isn't attached to this VPC", gateway)
        else:
            yield self.beyond(on, gateway, vpc)

    @abstractmethod
    def beyond(self, on: Traveller, gateway: Resource, vpc: str) -> Journey:
        """Return what becomes of a packet that has got to the VPC's own gateway."""

    def come(self, traveller: Traveller, gateway: Resource) -> Iterator[Journey]:
        """Come in to an address of the VPC, unless something keeps it out."""
        at = self.edge.at_gateway(traveller, gateway)
        if isinstance(at, Journey):
            yield at
            return
        kept_out = self.kept_out(*at, gateway)
        if kept_out is not None:
            yield kept_out
            return
        yield from self.edge.enter(at[0], gateway, at[1])

    def kept_out(self, on: Traveller, vpc: str, gateway: Resource) -> Journey | None:
        """Return how a packet's way ends at the gateway; None where it goes on."""
        del on, vpc, gateway
        return None

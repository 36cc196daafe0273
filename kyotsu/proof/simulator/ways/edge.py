"""The edge of a VPC: what comes in by a gateway of either kind.

https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
"""

from collections.abc import Iterator

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


class ByGateway(Way):
    """The way by a gateway at the edge of a VPC."""

    def __init__(self, walk: Walker, edge: Edge) -> None:
        super().__init__(walk)
        self.edge = edge

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

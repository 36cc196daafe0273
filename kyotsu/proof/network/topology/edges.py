"""Tables of gateways that lead where none may, or where nobody can follow.

https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html: such a table leads
within the network, to an endpoint of a firewall, or to a server; what a server makes of it isn't
known.
"""

from collections.abc import Iterable

from kyotsu.proof.network.resources.thing import Problem
from kyotsu.proof.network.topology.network import Network
from kyotsu.proof.network.topology.short import short


def not_followed(network: Network) -> Iterable[Problem]:
    """Return a problem for each route of a gateway's table that nobody can follow."""
    for one in network.all("gateway_associations"):
        table = network.tables.get(one.table)
        routes = (*network.routes_of.get(one.table, ()), *network.learnings_of.get(one.table, ()))
        for route in routes:
            kind = getattr(route, "kind", "")
            to_firewall = kind == "endpoint" and getattr(route, "target", "") in network.firewalls
            if kind in ("local", "nowhere") or to_firewall:
                continue
            name = short(one.gateway)
            yield Problem(
                urn=route.urn,
                line=route.line,
                ja=f"ゲートウェイ {name} の経路表の、この経路は扱えません。",
                en=f"such a route of the table of the gateway {name} is not modelled.",
                touches=(route.urn, one.urn, one.gateway, *((table.vpc,) if table else ())),
            )

"""NET-04: what leaves the platform passes the inspection."""

from collections.abc import Iterator

from policies.facts import Facts
from policies.graph import Graph
from policies.rule import Severity, Text
from policies.stack_rule import Found, StackRule, found
from policies.stack_rules._examples import TENANT, node

NAT = "aws:ec2/natGateway:NatGateway"
EGRESS_ONLY = "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway"
WAYS_AROUND = (
    "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
    "aws:ec2/vpnConnection:VpnConnection",
    "aws:ec2/customerGateway:CustomerGateway",
    "aws:ec2clientvpn/endpoint:Endpoint",
)
FIREWALL = "aws:networkfirewall/firewall:Firewall"
ROUTE = "aws:ec2/route:Route"


def check(graph: Graph, facts: Facts) -> Iterator[Found]:
    """Yield ways out that no inspection sees.

    Where the stage's settings have no firewall (only dev may), its hub's NAT gateway is the one way
    out all the same; tenants get none of their own in any stage.
    """
    for way in graph.of_type(NAT):
        if way.get("connectivityType") != "private" and facts.tenant is not None:
            yield found(way, "a tenant's network has a NAT gateway of its own")
    for way in graph.of_type(EGRESS_ONLY):
        yield found(way, "an egress-only gateway goes around the inspection")
    for way in graph.of_type(*WAYS_AROUND):
        if facts.tenant is not None:
            yield found(way, "a connection of its own goes around the inspection")
    if facts.tenant is None and facts.inspected and not any(graph.of_type(FIREWALL)):
        for way in graph.of_type(NAT):
            yield found(way, "the NAT gateway is not behind a network firewall")
    yield from _uninspected(graph)


def _uninspected(graph: Graph) -> Iterator[Found]:
    """Yield routes to NAT gateways in a stack with a firewall, where no route leads to it."""
    if not any(graph.of_type(FIREWALL)):
        return
    routes = list(graph.of_type(ROUTE))
    if any(route.is_set("natGatewayId") for route in routes) and not any(
        route.is_set("vpcEndpointId") for route in routes
    ):
        for route in routes:
            if route.is_set("natGatewayId"):
                yield found(route, "no route leads to the firewall before the NAT gateway")


RULE = StackRule(
    id="NET-04",
    title=Text(
        ja="プラットフォームの外への通信は、必ず検査を経ること",
        en="What leaves the platform passes the inspection",
    ),
    remedy=Text(
        ja="テナント独自の出口を削除し、宛先をテナントのファイルのegressに宣言する",
        en="remove the way out, and declare the destination under egress: in the tenant's file",
    ),
    severity=Severity.HIGH,
    controls={
        "NIST SP 800-53 r5": ("SC-7", "AC-4"),
        "統一基準 R7": ("6.4.1(2)(b)", "4.2.2(1)-1 b)"),
    },
    check=check,
    compliant=(node("aws:ec2/vpc:Vpc", "tenant"),),
    violating=(node(NAT, "own", {"connectivityType": "public"}),),
    facts=TENANT,
)

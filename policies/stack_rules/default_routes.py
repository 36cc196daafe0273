"""NET-03: a way to everywhere exists only where it is allowed."""

from collections.abc import Iterator

from policies.facts import Facts
from policies.graph import Graph, Node
from policies.reading.values import objects_at, value_at
from policies.rule import UNKNOWN, NotKnown, Properties, Severity, Text
from policies.stack_rule import Found, StackRule, cannot_tell, found
from policies.stack_rules._examples import TENANT, node

ROUTE = "aws:ec2/route:Route"
TABLES = (
    "aws:ec2/routeTable:RouteTable",
    "aws:ec2/defaultRouteTable:DefaultRouteTable",
)
ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation"
EVERYWHERE = ("0.0.0.0/0", "::/0")
DIRECT = ("gatewayId", "egressOnlyGatewayId")
"""Targets that lead to the internet without an inspection."""
PUBLIC = "public"


def check(graph: Graph, facts: Facts) -> Iterator[Found]:
    """Yield routes to everywhere that lead straight out from where they may not.

    Straight out leads only the public tier of a tenant that takes people in from the internet, and
    a foundation's network that has a firewall of its own (NET-04 looks at that one).
    """
    for route in graph.of_type(ROUTE):
        destinations = [
            route.get(name) for name in ("destinationCidrBlock", "destinationIpv6CidrBlock")
        ]
        if any(one is UNKNOWN for one in destinations):
            yield cannot_tell(route, "destinationCidrBlock")
        elif any(one in EVERYWHERE for one in destinations) and any(map(route.is_set, DIRECT)):
            tables = graph.targets(route, "routeTableId", *TABLES)
            if not tables or not all(_may(graph, table, facts) for table in tables):
                yield found(route, "a route to everywhere goes straight to the internet")
    for table in graph.of_type(*TABLES):
        try:
            straight = any(map(_straight, objects_at(table.properties, "routes")))
        except NotKnown as missing:
            yield cannot_tell(table, missing.path)
            continue
        if straight and not _may(graph, table, facts):
            yield found(table, "a route to everywhere goes straight to the internet")


def _straight(row: Properties) -> bool:
    wide = [row.get("cidrBlock"), row.get("ipv6CidrBlock")]
    return any(row.get(name) for name in DIRECT) and any(
        block is UNKNOWN or block in EVERYWHERE for block in wide
    )


def _may(graph: Graph, table: Node, facts: Facts) -> bool:
    if facts.tenant is None:
        return True
    subnets = [
        subnet
        for association in graph.pointed_at(table, ASSOCIATION, "routeTableId")
        for subnet in graph.targets(association, "subnetId")
    ]
    return facts.from_internet and bool(subnets) and all(map(_is_public, subnets))


def _is_public(subnet: Node) -> bool:
    return value_at(subnet.properties, "tags.Tier") == PUBLIC


def _stack(tier: str) -> tuple[Node, ...]:
    table = node(TABLES[0], tier)
    subnet = node("aws:ec2/subnet:Subnet", f"{tier}-a", {"tags": {"Tier": tier}})
    gateway = node("aws:ec2/internetGateway:InternetGateway", "tenant")
    return (
        table,
        subnet,
        gateway,
        node(ASSOCIATION, f"{tier}-a", depends={"routeTableId": table, "subnetId": subnet}),
        node(
            ROUTE,
            "internet",
            {"destinationCidrBlock": "0.0.0.0/0", "gatewayId": UNKNOWN},
            depends={"routeTableId": table, "gatewayId": gateway},
        ),
    )


RULE = StackRule(
    id="NET-03",
    title=Text(
        ja="インターネットへのデフォルト経路は、許された公開層にのみ置くこと",
        en="A default route to the internet exists only in a public tier that may have one",
    ),
    remedy=Text(
        ja="経路を削除するか、検査を経る経路（Transit Gateway）に変える。"
        "公開層が必要ならテナントのファイルのingressをinternetにする",
        en="remove the route, or lead it through the inspection (Transit Gateway); a tenant that "
        "needs a public tier declares ingress: internet",
    ),
    severity=Severity.CRITICAL,
    controls={
        "NIST SP 800-53 r5": ("SC-7", "SC-7(5)"),
        "統一基準 R7": ("6.4.1(1)(b)", "6.4.1(2)(a)"),
    },
    check=check,
    compliant=_stack("public"),
    violating=_stack("private"),
    facts=TENANT,
)

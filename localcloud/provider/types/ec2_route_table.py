"""Route tables."""

from __future__ import annotations

from typing import Any

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.types import _ec2, _route
from localcloud.provider.values import prune
from localcloud.provider.vocabulary import Call, Entry, Example, P, Props, kept

_INLINE = {
    "cidrBlock": "DestinationCidrBlock",
    "ipv6CidrBlock": "DestinationIpv6CidrBlock",
    "destinationPrefixListId": "DestinationPrefixListId",
    **{here: there for here, there in _route.TARGETS.items() if here != "gatewayId"},
    "gatewayId": "GatewayId",
}


def _own(raw: Props) -> list[Props]:
    """Return the routes that somebody made: not the local one, not a gateway endpoint's."""
    return [
        route
        for route in raw.get("Routes", [])
        if route.get("Origin") != "CreateRouteTable"
        and route.get("GatewayId") != "local"
        and not str(route.get("GatewayId", "")).startswith("vpce-")
    ]


def _inline(raw: Props) -> list[Props]:
    undo = {there: here for here, there in _INLINE.items()}
    return [{undo[k]: v for k, v in route.items() if k in undo} for route in _own(raw)]


def _read_table(context: Context) -> Any:
    return _ec2.first(context, "describe_route_tables", "RouteTableIds", "RouteTables")


def _set_routes(context: Context) -> None:
    """Make the table's routes those of the property, and no others."""
    wanted = context.inputs.get("routes")
    for route in _own(_read_table(context)):
        there = {key: route[key] for key in _route.DESTINATIONS.values() if route.get(key)}
        context.call("delete_route", RouteTableId=context.id, **there)
    for block in wanted or []:
        params = {_INLINE[key]: value for key, value in prune(block).items() if value}
        context.call("create_route", RouteTableId=context.id, **params)


_TABLE_OUTPUTS = {
    "arn": "arn:{partition}:ec2:{region}:{account}:route-table/{id}",
    "ownerId": "OwnerId",
}
_ROUTES = P(read=_inline, compare="set", computed=True, set=_set_routes)

ROUTE_TABLE = Entry(
    type="aws:ec2/routeTable:RouteTable",
    service="ec2",
    inputs={
        "vpcId": P("VpcId", replace=True),
        "routes": _ROUTES,
        **kept("propagatingVgws"),
    },
    create=Call("create_route_table", inputs="all"),
    id="RouteTable.RouteTableId",
    read=_read_table,
    delete=Call("delete_route_table", {"RouteTableId": "$id"}),
    outputs=_TABLE_OUTPUTS,
    tags=tagging.ec2("route-table"),
    example=Example(
        inputs={
            "vpcId": "@aws:ec2/vpc:Vpc.id",
            "routes": [
                {
                    "cidrBlock": "0.0.0.0/0",
                    "gatewayId": "@aws:ec2/internetGateway:InternetGateway.id",
                }
            ],
        },
        change={"routes": [], "tags": {"Name": "table"}},
        drift=lambda c: c.call("delete_route", RouteTableId=c.id, DestinationCidrBlock="0.0.0.0/0"),
    ),
)


def _adopt_table(context: Context) -> str:
    context.id = str(context.inputs["defaultRouteTableId"])
    _set_routes(context)
    return context.id


DEFAULT_ROUTE_TABLE = Entry(
    type="aws:ec2/defaultRouteTable:DefaultRouteTable",
    service="ec2",
    inputs={
        "defaultRouteTableId": P(read="RouteTableId", replace=True),
        "routes": P(read=_inline, compare="set", default=[], set=_set_routes),
        **kept("propagatingVgws"),
    },
    create=_adopt_table,
    id="{defaultRouteTableId}",
    read=_read_table,
    delete=lambda _: None,  # it lives as long as its VPC
    outputs={**_TABLE_OUTPUTS, "vpcId": "VpcId"},
    tags=_ec2.adopted("route-table"),
    identity=("defaultRouteTableId",),
    example=Example(
        inputs={"defaultRouteTableId": "@aws:ec2/vpc:Vpc.defaultRouteTableId"},
        change={"tags": {"Name": "default"}},
        drift=lambda c: c.call(
            "create_route",
            RouteTableId=c.id,
            DestinationCidrBlock="192.0.2.0/24",
            GatewayId=_some_gateway(c),
        ),
    ),
)


def _some_gateway(context: Context) -> str:
    return str(context.call("create_internet_gateway")["InternetGateway"]["InternetGatewayId"])


ENTRIES = [ROUTE_TABLE, DEFAULT_ROUTE_TABLE]

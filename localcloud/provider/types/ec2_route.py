"""Route tables, routes, and what they are associated with."""

from __future__ import annotations

import zlib
from typing import Any

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.types import _ec2
from localcloud.provider.values import at, prune
from localcloud.provider.vocabulary import Call, Entry, Example, P, Props, kept

_TARGETS = {
    "carrierGatewayId": "CarrierGatewayId",
    "coreNetworkArn": "CoreNetworkArn",
    "egressOnlyGatewayId": "EgressOnlyInternetGatewayId",
    "gatewayId": "GatewayId",
    "natGatewayId": "NatGatewayId",
    "networkInterfaceId": "NetworkInterfaceId",
    "transitGatewayId": "TransitGatewayId",
    "vpcEndpointId": "VpcEndpointId",
    "vpcPeeringConnectionId": "VpcPeeringConnectionId",
}
_DESTINATIONS = {
    "destinationCidrBlock": "DestinationCidrBlock",
    "destinationIpv6CidrBlock": "DestinationIpv6CidrBlock",
    "destinationPrefixListId": "DestinationPrefixListId",
}
_INLINE = {
    "cidrBlock": "DestinationCidrBlock",
    "ipv6CidrBlock": "DestinationIpv6CidrBlock",
    "destinationPrefixListId": "DestinationPrefixListId",
    **{here: there for here, there in _TARGETS.items() if here != "gatewayId"},
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
        there = {key: route[key] for key in _DESTINATIONS.values() if route.get(key)}
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


def _destination(context: Context) -> dict[str, str]:
    given = context.inputs
    return {there: given[here] for here, there in _DESTINATIONS.items() if given.get(here)}


def _create_route(context: Context) -> str:
    table = context.inputs["routeTableId"]
    context.call("create_route", **context.params())
    (destination,) = _destination(context).values()
    return f"r-{table}{zlib.crc32(destination.encode())}"


def _read_route(context: Context) -> Props | None:
    answer = context.call("describe_route_tables", RouteTableIds=[context.inputs["routeTableId"]])
    wanted = _destination(context).items()
    routes: list[Props] = at(answer, "RouteTables.0.Routes") or []
    return next((route for route in routes if wanted <= route.items()), None)


def _replace_route(context: Context) -> None:
    targets = {_TARGETS[name]: context.inputs.get(name) for name in _TARGETS}
    table = context.inputs["routeTableId"]
    context.call("replace_route", RouteTableId=table, **targets, **_destination(context))


ROUTE = Entry(
    type="aws:ec2/route:Route",
    service="ec2",
    inputs={
        "routeTableId": P("RouteTableId", read="", replace=True),
        **{here: P(there, replace=True) for here, there in _DESTINATIONS.items()},
        **{here: P(there) for here, there in _TARGETS.items()},
    },
    create=_create_route,
    read=_read_route,
    update=_replace_route,
    delete=lambda c: c.call(
        "delete_route", RouteTableId=c.inputs["routeTableId"], **_destination(c)
    ),
    outputs={"origin": "Origin", "state": "State"},
    identity=("routeTableId", "destinationCidrBlock"),
    importable=False,
    example=Example(
        inputs={
            "routeTableId": "@aws:ec2/routeTable:RouteTable.id",
            "destinationCidrBlock": "198.51.100.0/24",
            "gatewayId": "@aws:ec2/internetGateway:InternetGateway.id",
        },
        change={"gatewayId": None, "natGatewayId": "@aws:ec2/natGateway:NatGateway.id"},
        replace={"destinationCidrBlock": "203.0.113.0/24"},
    ),
)


def _read_association(context: Context) -> Props | None:
    filters = [{"Name": "association.route-table-association-id", "Values": [context.id]}]
    tables = context.call("describe_route_tables", Filters=filters)["RouteTables"]
    for table in tables:
        for association in table["Associations"]:
            if association.get("RouteTableAssociationId") == context.id:
                return {**association, "VpcId": table["VpcId"]}
    return None


_DISASSOCIATE = Call("disassociate_route_table", {"AssociationId": "$id"})

ASSOCIATION = Entry(
    type="aws:ec2/routeTableAssociation:RouteTableAssociation",
    service="ec2",
    inputs={
        "subnetId": P("SubnetId", replace=True),
        "gatewayId": P("GatewayId", replace=True),
        "routeTableId": P("RouteTableId", replace=True),
    },
    create=Call("associate_route_table", inputs="all"),
    id="AssociationId",
    read=_read_association,
    delete=_DISASSOCIATE,
    delete_first=True,
    example=Example(
        inputs={
            "subnetId": "@aws:ec2/subnet:Subnet.id",
            "routeTableId": "@aws:ec2/routeTable:RouteTable.id",
        },
        replace={"routeTableId": "rtb-other"},
    ),
)


def _main_of(context: Context) -> Props:
    filters = [
        {"Name": "vpc-id", "Values": [context.inputs["vpcId"]]},
        {"Name": "association.main", "Values": ["true"]},
    ]
    table: Props = context.call("describe_route_tables", Filters=filters)["RouteTables"][0]
    main = next(found for found in table["Associations"] if found["Main"])
    return {**main, "VpcId": table["VpcId"]}


def _become_main(context: Context, table: str, association: str) -> str:
    answer = context.call(
        "replace_route_table_association", AssociationId=association, RouteTableId=table
    )
    return str(answer["NewAssociationId"])


def _create_main(context: Context) -> str:
    before = _main_of(context)
    context.state["originalRouteTableId"] = before["RouteTableId"]
    return _become_main(context, context.inputs["routeTableId"], before["RouteTableAssociationId"])


MAIN_ASSOCIATION = Entry(
    type="aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
    service="ec2",
    inputs={
        "vpcId": P(read="VpcId", replace=True),
        "routeTableId": P(read="RouteTableId", replace=True),
    },
    create=_create_main,
    read=_read_association,
    delete=lambda c: _become_main(c, c.state["originalRouteTableId"], c.id),
    outputs={"originalRouteTableId": lambda c, _: c.state.get("originalRouteTableId")},
    delete_first=True,
    example=Example(
        inputs={
            "vpcId": "@aws:ec2/vpc:Vpc.id",
            "routeTableId": "@aws:ec2/routeTable:RouteTable.id",
        },
        replace={"routeTableId": "rtb-other"},
    ),
)

ENTRIES = [ROUTE_TABLE, DEFAULT_ROUTE_TABLE, ROUTE, ASSOCIATION, MAIN_ASSOCIATION]

"""Routes, and what a route table is associated with."""

from __future__ import annotations

import zlib

from localcloud.provider.context import Context
from localcloud.provider.types import _route
from localcloud.provider.values import at
from localcloud.provider.vocabulary import Call, Entry, Example, P, Props, Recorded


def _destination(context: Context) -> dict[str, str]:
    given = context.inputs
    return {there: given[here] for here, there in _route.DESTINATIONS.items() if given.get(here)}


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
    targets = {_route.TARGETS[name]: context.inputs.get(name) for name in _route.TARGETS}
    table = context.inputs["routeTableId"]
    context.call("replace_route", RouteTableId=table, **targets, **_destination(context))


ROUTE = Entry(
    type="aws:ec2/route:Route",
    service="ec2",
    inputs={
        "routeTableId": P("RouteTableId", read="", replace=True),
        **{here: P(there, replace=True) for here, there in _route.DESTINATIONS.items()},
        **{here: P(there) for here, there in _route.TARGETS.items()},
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
    recorded=Recorded(
        reason="to a firewall's endpoint: moto makes none",
        when=lambda inputs: bool(inputs.get("vpcEndpointId")),
    ),
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


ENTRIES = [ROUTE, ASSOCIATION, MAIN_ASSOCIATION]

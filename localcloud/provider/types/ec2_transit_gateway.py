"""Transit gateways: the gateway, its route tables, and attachments within one account."""

from __future__ import annotations

from typing import Any

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.types import _ec2
from localcloud.provider.vocabulary import Call, Entry, Example, P, Props, Recorded, kept


def _living(operation: str, ids: str, result: str) -> Any:
    """Return a step that reads one thing, unless it is deleted."""

    def read(context: Context) -> Props | None:
        found = _ec2.first(context, operation, ids, result)
        return None if found is None or found.get("State") in {"deleted", "deleting"} else found

    return read


_OPTIONS = {
    "autoAcceptSharedAttachments": "AutoAcceptSharedAttachments",
    "defaultRouteTableAssociation": "DefaultRouteTableAssociation",
    "defaultRouteTablePropagation": "DefaultRouteTablePropagation",
    "dnsSupport": "DnsSupport",
    "vpnEcmpSupport": "VpnEcmpSupport",
}


def _update_gateway(context: Context) -> None:
    context.call(
        "modify_transit_gateway",
        TransitGatewayId=context.id,
        Description=context.inputs.get("description"),
        Options={key: context.inputs.get(name) for name, key in _OPTIONS.items()},
    )


_read_gateway = _living("describe_transit_gateways", "TransitGatewayIds", "TransitGateways")


def _delete_gateway(context: Context) -> None:
    # moto fails on one that is gone already.
    if _read_gateway(context) is not None:
        context.call("delete_transit_gateway", TransitGatewayId=context.id)


GATEWAY = Entry(
    type="aws:ec2transitgateway/transitGateway:TransitGateway",
    service="ec2",
    inputs={
        "description": P("Description"),
        "amazonSideAsn": P("Options.AmazonSideAsn", replace=True, computed=True),
        "multicastSupport": P("Options.MulticastSupport", replace=True, computed=True),
        **{name: P(f"Options.{key}", computed=True) for name, key in _OPTIONS.items()},
        **kept("encryptionSupport", "securityGroupReferencingSupport", "transitGatewayCidrBlocks"),
    },
    create=Call("create_transit_gateway", inputs="all"),
    id="TransitGateway.TransitGatewayId",
    read=_read_gateway,
    update=_update_gateway,
    delete=_delete_gateway,
    outputs={
        "arn": "arn:{partition}:ec2:{region}:{account}:transit-gateway/{id}",
        "ownerId": "{account}",
    },
    tags=tagging.ec2("transit-gateway"),
    example=Example(
        inputs={"description": "hub", "amazonSideAsn": 64512},
        change={"description": "the hub", "dnsSupport": "disable", "tags": {"Name": "hub"}},
        replace={"amazonSideAsn": 64513},
    ),
)

ROUTE_TABLE = Entry(
    type="aws:ec2transitgateway/routeTable:RouteTable",
    service="ec2",
    inputs={"transitGatewayId": P("TransitGatewayId", replace=True)},
    create=Call("create_transit_gateway_route_table", inputs="all"),
    id="TransitGatewayRouteTable.TransitGatewayRouteTableId",
    read=_living(
        "describe_transit_gateway_route_tables",
        "TransitGatewayRouteTableIds",
        "TransitGatewayRouteTables",
    ),
    delete=Call("delete_transit_gateway_route_table", {"TransitGatewayRouteTableId": "$id"}),
    outputs={
        "arn": "arn:{partition}:ec2:{region}:{account}:transit-gateway-route-table/{id}",
        "defaultAssociationRouteTable": lambda _, raw: bool(
            raw.get("DefaultAssociationRouteTable")
        ),
        "defaultPropagationRouteTable": lambda _, raw: bool(
            raw.get("DefaultPropagationRouteTable")
        ),
    },
    tags=tagging.ec2("transit-gateway-route-table"),
    example=Example(
        inputs={"transitGatewayId": f"@{GATEWAY.type}.id"},
        change={"tags": {"Name": "segment"}},
        replace={"transitGatewayId": "tgw-other"},
    ),
)


def _shared(inputs: Props) -> bool:
    """Whether the gateway is another account's: then nothing may be said about its own tables."""
    return inputs.get("transitGatewayDefaultRouteTableAssociation") is None


def _update_attachment(context: Context) -> None:
    old, new = set(context.old.get("subnetIds") or ()), set(context.inputs["subnetIds"])
    context.call(
        "modify_transit_gateway_vpc_attachment",
        TransitGatewayAttachmentId=context.id,
        AddSubnetIds=sorted(new - old) or None,
        RemoveSubnetIds=sorted(old - new) or None,
        Options={"ApplianceModeSupport": context.inputs.get("applianceModeSupport")},
    )


_read_attachment = _living(
    "describe_transit_gateway_vpc_attachments",
    "TransitGatewayAttachmentIds",
    "TransitGatewayVpcAttachments",
)


def _delete_attachment(context: Context) -> None:
    # moto fails on one that is gone already.
    if _read_attachment(context) is not None:
        context.call("delete_transit_gateway_vpc_attachment", TransitGatewayAttachmentId=context.id)


ATTACHMENT = Entry(
    type="aws:ec2transitgateway/vpcAttachment:VpcAttachment",
    service="ec2",
    inputs={
        "transitGatewayId": P("TransitGatewayId", replace=True),
        "vpcId": P("VpcId", replace=True),
        "subnetIds": P("SubnetIds", compare="set"),
        "applianceModeSupport": P("Options.ApplianceModeSupport", computed=True),
        "dnsSupport": P("Options.DnsSupport", read="", computed=True),
        "ipv6Support": P("Options.Ipv6Support", read="", computed=True),
        **kept(
            "transitGatewayDefaultRouteTableAssociation",
            "transitGatewayDefaultRouteTablePropagation",
            "securityGroupReferencingSupport",
        ),
    },
    create=Call("create_transit_gateway_vpc_attachment", inputs="all"),
    id="TransitGatewayVpcAttachment.TransitGatewayAttachmentId",
    read=_read_attachment,
    update=_update_attachment,
    delete=_delete_attachment,
    outputs={
        "arn": "arn:{partition}:ec2:{region}:{account}:transit-gateway-attachment/{id}",
        "vpcOwnerId": "{account}",
    },
    tags=tagging.ec2("transit-gateway-attachment"),
    recorded=Recorded(
        reason="to another account's gateway: moto links no two accounts", when=_shared
    ),
    example=Example(
        inputs={
            "transitGatewayId": f"@{GATEWAY.type}.id",
            "vpcId": "@aws:ec2/vpc:Vpc.id",
            "subnetIds": ["@aws:ec2/subnet:Subnet.id"],
            "transitGatewayDefaultRouteTableAssociation": False,
        },
        change={"tags": {"Name": "attachment"}},
        replace={"vpcId": "vpc-other"},
    ),
)

ENTRIES = [GATEWAY, ROUTE_TABLE, ATTACHMENT]

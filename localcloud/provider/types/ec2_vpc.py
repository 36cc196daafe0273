"""VPCs, subnets, gateways, addresses."""

from __future__ import annotations

from typing import Any

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.types import _ec2
from localcloud.provider.values import at
from localcloud.provider.vocabulary import Call, Entry, Example, P, Props


def _attribute(name: str, parameter: str) -> Call:
    return Call("modify_vpc_attribute", {"VpcId": "$id", parameter: {"Value": f"${name}"}})


def _read_vpc(context: Context) -> Props | None:
    found = at(context.call("describe_vpcs", VpcIds=[context.id]), "Vpcs.0")
    if found is None:
        return None
    for key, attribute in (
        ("EnableDnsSupport", "enableDnsSupport"),
        ("EnableDnsHostnames", "enableDnsHostnames"),
    ):
        answer = context.call("describe_vpc_attribute", VpcId=context.id, Attribute=attribute)
        found[key] = at(answer, f"{key}.Value")
    return found


def _default_of(operation: str, result: str, key: str, **extra: Any) -> Any:
    """Return the id of what AWS makes with every VPC."""

    def find(context: Context, _: Props) -> Any:
        filters = [{"Name": "vpc-id", "Values": [context.id]}]
        filters += [{"Name": name, "Values": [value]} for name, value in extra.items()]
        return at(context.call(operation, Filters=filters), f"{result}.0.{key}")

    return find


VPC = Entry(
    type="aws:ec2/vpc:Vpc",
    service="ec2",
    inputs={
        "cidrBlock": P("CidrBlock", replace=True),
        "instanceTenancy": P("InstanceTenancy", default="default"),
        "enableDnsSupport": P(
            read="EnableDnsSupport",
            default=True,
            set=_attribute("enableDnsSupport", "EnableDnsSupport"),
        ),
        "enableDnsHostnames": P(
            read="EnableDnsHostnames",
            default=False,
            set=_attribute("enableDnsHostnames", "EnableDnsHostnames"),
        ),
    },
    create=Call("create_vpc", inputs="all"),
    id="Vpc.VpcId",
    read=_read_vpc,
    delete=Call("delete_vpc", {"VpcId": "$id"}),
    outputs={
        "arn": "arn:{partition}:ec2:{region}:{account}:vpc/{id}",
        "ownerId": "OwnerId",
        "dhcpOptionsId": "DhcpOptionsId",
        "defaultSecurityGroupId": _default_of(
            "describe_security_groups", "SecurityGroups", "GroupId", **{"group-name": "default"}
        ),
        "defaultNetworkAclId": _default_of(
            "describe_network_acls", "NetworkAcls", "NetworkAclId", default="true"
        ),
        "defaultRouteTableId": _default_of(
            "describe_route_tables", "RouteTables", "RouteTableId", **{"association.main": "true"}
        ),
        "mainRouteTableId": _default_of(
            "describe_route_tables", "RouteTables", "RouteTableId", **{"association.main": "true"}
        ),
    },
    tags=tagging.ec2("vpc"),
    example=Example(
        inputs={"cidrBlock": "10.1.0.0/16", "tags": {"Name": "example"}},
        change={"enableDnsHostnames": True, "tags": {"Name": "other"}},
        replace={"cidrBlock": "10.2.0.0/16"},
        drift=lambda c: c.call(
            "create_tags", Resources=[c.id], Tags=[{"Key": "Drift", "Value": "1"}]
        ),
    ),
)

SUBNET = Entry(
    type="aws:ec2/subnet:Subnet",
    service="ec2",
    inputs={
        "vpcId": P("VpcId", replace=True),
        "cidrBlock": P("CidrBlock", replace=True),
        "availabilityZone": P("AvailabilityZone", replace=True, computed=True),
        "availabilityZoneId": P("AvailabilityZoneId", replace=True, computed=True),
        "mapPublicIpOnLaunch": P(
            read="MapPublicIpOnLaunch",
            default=False,
            set=Call(
                "modify_subnet_attribute",
                {"SubnetId": "$id", "MapPublicIpOnLaunch": {"Value": "$mapPublicIpOnLaunch"}},
            ),
        ),
    },
    create=Call("create_subnet", inputs="all"),
    id="Subnet.SubnetId",
    read=Call("describe_subnets", {"SubnetIds": ["$id"]}),
    at="Subnets.0",
    delete=Call("delete_subnet", {"SubnetId": "$id"}),
    outputs={
        "arn": "arn:{partition}:ec2:{region}:{account}:subnet/{id}",
        "ownerId": "OwnerId",
    },
    tags=tagging.ec2("subnet"),
    example=Example(
        inputs={"vpcId": "@aws:ec2/vpc:Vpc.id", "cidrBlock": "10.1.1.0/24"},
        change={"mapPublicIpOnLaunch": True, "tags": {"Name": "subnet"}},
        replace={"cidrBlock": "10.1.2.0/24"},
        drift=lambda c: c.call(
            "modify_subnet_attribute", SubnetId=c.id, MapPublicIpOnLaunch={"Value": True}
        ),
    ),
)


def _detach_gateway(context: Context) -> None:
    for attachment in (_read_gateway(context) or {}).get("Attachments", []):
        context.call(
            "detach_internet_gateway", InternetGatewayId=context.id, VpcId=attachment["VpcId"]
        )


def _read_gateway(context: Context) -> Props | None:
    answer = context.call("describe_internet_gateways", InternetGatewayIds=[context.id])
    return at(answer, "InternetGateways.0")


def _attach_gateway(context: Context) -> None:
    _detach_gateway(context)
    if vpc := context.inputs.get("vpcId"):
        context.call("attach_internet_gateway", InternetGatewayId=context.id, VpcId=vpc)


def _delete_gateway(context: Context) -> None:
    _detach_gateway(context)
    context.call("delete_internet_gateway", InternetGatewayId=context.id)


INTERNET_GATEWAY = Entry(
    type="aws:ec2/internetGateway:InternetGateway",
    service="ec2",
    inputs={"vpcId": P(read="Attachments.0.VpcId", set=_attach_gateway)},
    create=Call("create_internet_gateway"),
    id="InternetGateway.InternetGatewayId",
    read=_read_gateway,
    delete=_delete_gateway,
    outputs={
        "arn": "arn:{partition}:ec2:{region}:{account}:internet-gateway/{id}",
        "ownerId": "{account}",
    },
    tags=tagging.ec2("internet-gateway"),
    example=Example(inputs={"vpcId": "@aws:ec2/vpc:Vpc.id"}, change={"tags": {"Name": "gateway"}}),
)

EIP = Entry(
    type="aws:ec2/eip:Eip",
    service="ec2",
    inputs={
        "domain": P("Domain", default="vpc", replace=True),
        "networkBorderGroup": P("NetworkBorderGroup", replace=True, computed=True),
    },
    create=Call("allocate_address", inputs="all"),
    id="AllocationId",
    read=Call("describe_addresses", {"AllocationIds": ["$id"]}),
    at="Addresses.0",
    delete=Call("release_address", {"AllocationId": "$id"}),
    outputs={
        "arn": "arn:{partition}:ec2:{region}:{account}:elastic-ip/{id}",
        "allocationId": "{id}",
        "publicIp": "PublicIp",
        "privateIp": "PrivateIpAddress",
        "associationId": "AssociationId",
    },
    tags=tagging.ec2("elastic-ip"),
    example=Example(inputs={"domain": "vpc"}, change={"tags": {"Name": "address"}}),
)


def _read_nat(context: Context) -> Props | None:
    found = _ec2.first(context, "describe_nat_gateways", "NatGatewayIds", "NatGateways")
    return None if found is None or found["State"] in {"deleted", "deleting"} else found


NAT_GATEWAY = Entry(
    type="aws:ec2/natGateway:NatGateway",
    service="ec2",
    inputs={
        "subnetId": P("SubnetId", replace=True),
        "allocationId": P("AllocationId", read="NatGatewayAddresses.0.AllocationId", replace=True),
        "connectivityType": P("ConnectivityType", default="public", replace=True),
    },
    create=Call("create_nat_gateway", inputs="all"),
    id="NatGateway.NatGatewayId",
    read=_read_nat,
    delete=Call("delete_nat_gateway", {"NatGatewayId": "$id"}),
    outputs={
        "publicIp": "NatGatewayAddresses.0.PublicIp",
        "privateIp": "NatGatewayAddresses.0.PrivateIp",
        "networkInterfaceId": "NatGatewayAddresses.0.NetworkInterfaceId",
        "associationId": "NatGatewayAddresses.0.AssociationId",
    },
    tags=tagging.ec2("natgateway"),
    example=Example(
        inputs={
            "subnetId": "@aws:ec2/subnet:Subnet.id",
            "allocationId": "@aws:ec2/eip:Eip.allocationId",
        },
        change={"tags": {"Name": "nat"}},
    ),
)

ENTRIES = [VPC, SUBNET, INTERNET_GATEWAY, EIP, NAT_GATEWAY]

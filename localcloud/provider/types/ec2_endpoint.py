"""Endpoints and flow logs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.types import _ec2
from localcloud.provider.values import at, camel, document, pascal
from localcloud.provider.vocabulary import Call, Entry, Example, P, Props, Recorded, kept


def _read_endpoint(context: Context) -> Props | None:
    found = _ec2.first(context, "describe_vpc_endpoints", "VpcEndpointIds", "VpcEndpoints")
    return None if found is None or found["State"] == "deleted" else found


def _change_sets(context: Context) -> Props:
    """Return what to add and remove, for `modify_vpc_endpoint`."""
    params: Props = {}
    for name, parameter in (
        ("routeTableIds", "RouteTableIds"),
        ("subnetIds", "SubnetIds"),
        ("securityGroupIds", "SecurityGroupIds"),
    ):
        if name in context.inputs:
            old, new = set(context.old.get(name) or ()), set(context.inputs[name])
            params[f"Add{parameter}"] = sorted(new - old) or None
            params[f"Remove{parameter}"] = sorted(old - new) or None
    return params


def _update_endpoint(context: Context) -> None:
    context.call(
        "modify_vpc_endpoint",
        VpcEndpointId=context.id,
        PolicyDocument=context.value("policy"),
        PrivateDnsEnabled=context.inputs.get("privateDnsEnabled"),
        **_change_sets(context),
    )


def _prefix_list(context: Context, raw: Props) -> Any:
    if raw["VpcEndpointType"] != "Gateway":
        return None
    names = [{"Name": "prefix-list-name", "Values": [raw["ServiceName"]]}]
    answer = context.call("describe_managed_prefix_lists", Filters=names)
    return at(answer, "PrefixLists.0.PrefixListId")


VPC_ENDPOINT = Entry(
    type="aws:ec2/vpcEndpoint:VpcEndpoint",
    service="ec2",
    inputs={
        "vpcId": P("VpcId", replace=True),
        "serviceName": P("ServiceName", replace=True),
        "vpcEndpointType": P("VpcEndpointType", default="Gateway", replace=True),
        "policy": P("PolicyDocument", to=document, compare="json", computed=True),
        "privateDnsEnabled": P("PrivateDnsEnabled", default=False),
        "routeTableIds": P("RouteTableIds", compare="set", computed=True),
        "subnetIds": P("SubnetIds", compare="set", computed=True),
        "securityGroupIds": P("SecurityGroupIds", read="", compare="set", computed=True),
        "ipAddressType": P("IpAddressType", read="", computed=True),
        **kept("autoAccept", "dnsOptions", "serviceRegion"),
    },
    create=Call("create_vpc_endpoint", inputs="all"),
    id="VpcEndpoint.VpcEndpointId",
    read=_read_endpoint,
    update=_update_endpoint,
    delete=Call("delete_vpc_endpoints", {"VpcEndpointIds": ["$id"]}),
    outputs={
        "arn": "arn:{partition}:ec2:{region}:{account}:vpc-endpoint/{id}",
        "ownerId": "{account}",
        "state": "State",
        "dnsEntries": lambda _, raw: camel(raw.get("DnsEntries") or []),
        "networkInterfaceIds": "NetworkInterfaceIds",
        "prefixListId": _prefix_list,
        "requesterManaged": lambda _c, _raw: False,
    },
    tags=tagging.ec2("vpc-endpoint"),
    example=Example(
        inputs={
            "vpcId": "@aws:ec2/vpc:Vpc.id",
            "serviceName": "com.amazonaws.ap-northeast-1.s3",
            "routeTableIds": ["@aws:ec2/routeTable:RouteTable.id"],
        },
        change={"routeTableIds": [], "tags": {"Name": "endpoint"}},
        replace={"serviceName": "com.amazonaws.ap-northeast-1.dynamodb"},
    ),
)

ENDPOINT_ROUTE_TABLE = Entry(
    type="aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
    service="ec2",
    inputs={
        "vpcEndpointId": P(read="VpcEndpointId", replace=True),
        "routeTableId": P(read="RouteTableId", replace=True),
    },
    create=Call(
        "modify_vpc_endpoint",
        {"VpcEndpointId": "$vpcEndpointId", "AddRouteTableIds": ["$routeTableId"]},
    ),
    id="{vpcEndpointId}/{routeTableId}",
    read=lambda context: _endpoint_table(context),
    delete=Call(
        "modify_vpc_endpoint",
        {"VpcEndpointId": "$vpcEndpointId", "RemoveRouteTableIds": ["$routeTableId"]},
    ),
    identity=("vpcEndpointId", "routeTableId"),
    example=Example(
        inputs={
            "vpcEndpointId": "@aws:ec2/vpcEndpoint:VpcEndpoint.id",
            "routeTableId": "@aws:ec2/defaultRouteTable:DefaultRouteTable.id",
        },
        replace={"routeTableId": "rtb-other"},
    ),
)


def _endpoint_table(context: Context) -> Props | None:
    endpoint, table = context.inputs["vpcEndpointId"], context.inputs["routeTableId"]
    answer = context.call("describe_vpc_endpoints", VpcEndpointIds=[endpoint])
    tables = at(answer, "VpcEndpoints.0.RouteTableIds") or []
    return {"VpcEndpointId": endpoint, "RouteTableId": table} if table in tables else None


def _to_prefix(inputs: Props) -> bool:
    """Whether a flow log goes to S3 below a key, which moto takes for part of the bucket."""
    destination = str(inputs.get("logDestination", ""))
    return inputs.get("logDestinationType") == "s3" and (destination == "" or "/" in destination)


def _watched(prefix: str) -> Callable[[Props], Any]:
    """Read what a flow log watches, where that is a thing whose id begins so."""
    return lambda raw: raw["ResourceId"] if raw["ResourceId"].startswith(prefix) else None


def _create_flow_log(context: Context) -> str:
    given = context.inputs
    kind = next(name for name in ("vpcId", "subnetId", "eniId") if given.get(name))
    names = {"vpcId": "VPC", "subnetId": "Subnet", "eniId": "NetworkInterface"}
    tags = given.get("tags")
    make = tagging.ec2("vpc-flow-log").create
    answer = context.call(
        "create_flow_logs",
        ResourceIds=[given[kind]],
        ResourceType=names[kind],
        **context.params(),
        **(make(tags) if make and tags else {}),
    )
    return str(answer["FlowLogIds"][0])


FLOW_LOG = Entry(
    type="aws:ec2/flowLog:FlowLog",
    service="ec2",
    inputs={
        "vpcId": P(read=_watched("vpc-"), replace=True),
        "subnetId": P(read=_watched("subnet-"), replace=True),
        "eniId": P(read=_watched("eni-"), replace=True),
        "trafficType": P("TrafficType", replace=True),
        "logDestination": P("LogDestination", replace=True),
        "logDestinationType": P("LogDestinationType", default="cloud-watch-logs", replace=True),
        "iamRoleArn": P("DeliverLogsPermissionArn", replace=True),
        "deliverCrossAccountRole": P("DeliverCrossAccountRole", read="", replace=True),
        "logFormat": P("LogFormat", replace=True, computed=True),
        "maxAggregationInterval": P("MaxAggregationInterval", default=600, replace=True),
        "destinationOptions": P("DestinationOptions", read="", to=pascal, replace=True),
    },
    create=_create_flow_log,
    read=Call("describe_flow_logs", {"FlowLogIds": ["$id"]}),
    at="FlowLogs.0",
    delete=Call("delete_flow_logs", {"FlowLogIds": ["$id"]}),
    outputs={"arn": "arn:{partition}:ec2:{region}:{account}:vpc-flow-log/{id}"},
    tags=tagging.ec2("vpc-flow-log"),
    recorded=Recorded(
        reason="to S3 below a key: moto takes the key for part of the bucket's name",
        when=_to_prefix,
    ),
    example=Example(
        inputs={
            "vpcId": "@aws:ec2/vpc:Vpc.id",
            "trafficType": "ALL",
            "logDestinationType": "s3",
            "logDestination": "@aws:s3/bucket:Bucket.arn",
            "maxAggregationInterval": 60,
        },
        change={"tags": {"Name": "flows"}},
        replace={"trafficType": "REJECT"},
    ),
)


ENTRIES = [VPC_ENDPOINT, ENDPOINT_ROUTE_TABLE, FLOW_LOG]

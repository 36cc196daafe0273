"""Hosted zones and the resolver."""

from __future__ import annotations

from typing import Any

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.values import at, camel, pascal
from localcloud.provider.vocabulary import Call, Entry, Example, Name, P, Props

_REGIONS = {"VPCRegion": "vpcRegion", "VPCId": "vpcId"}


def _create_zone(context: Context) -> str:
    vpcs = context.inputs.get("vpcs") or []
    first: Props = {}
    if vpcs:
        first = {"VPCRegion": vpcs[0].get("vpcRegion") or context.cloud.region}
        first["VPCId"] = vpcs[0]["vpcId"]
    answer = context.call(
        "create_hosted_zone",
        Name=context.inputs["name"],
        CallerReference=context.digest,
        HostedZoneConfig={
            "Comment": context.inputs.get("comment") or "",
            "PrivateZone": bool(vpcs),
        },
        VPC=first or None,
    )
    return str(answer["HostedZone"]["Id"]).removeprefix("/hostedzone/")


def _read_zone(context: Context) -> Props | None:
    answer = context.call("get_hosted_zone", Id=context.id)
    zone: Props = dict(answer["HostedZone"])
    zone["Name"] = zone["Name"].rstrip(".")
    zone["Servers"] = at(answer, "DelegationSet.NameServers") or []
    zone["VPCs"] = [
        {ours: found.get(theirs) for theirs, ours in _REGIONS.items()}
        for found in answer.get("VPCs") or ()
    ]
    return zone


ZONE = Entry(
    type="aws:route53/zone:Zone",
    service="route53",
    inputs={
        "name": P(read="Name", replace=True),
        "comment": P(
            read="Config.Comment",
            default="Managed by Pulumi",
            set=Call("update_hosted_zone_comment", {"Id": "$id", "Comment": "$comment"}),
        ),
        "vpcs": P(read="", replace=True),
        "forceDestroy": P(read="", default=False),
        "delegationSetId": P(read="", replace=True),
        "enableAcceleratedRecovery": P(read=""),
    },
    create=_create_zone,
    read=_read_zone,
    delete=Call("delete_hosted_zone", {"Id": "$id"}),
    outputs={
        "arn": "arn:{partition}:route53:::hostedzone/{id}",
        "zoneId": "{id}",
        "nameServers": lambda _, raw: raw["Servers"],
        "primaryNameServer": lambda _, raw: next(iter(raw["Servers"]), ""),
    },
    tags=tagging.listed(
        target={"ResourceType": "hostedzone", "ResourceId": "$id"},
        tag="change_tags_for_resource",
        untag="change_tags_for_resource",
        read="list_tags_for_resource",
        at_key="ResourceTagSet.Tags",
        create=None,
        tags_param="AddTags",
        keys_param="RemoveTagKeys",
    ),
    regional=False,
    name=None,
    example=Example(
        inputs={
            "name": "example.internal",
            "comment": "names",
            "vpcs": [{"vpcId": "@aws:ec2/vpc:Vpc.id", "vpcRegion": "ap-northeast-1"}],
        },
        change={"comment": "other", "tags": {"Name": "zone"}},
        replace={"name": "other.internal"},
    ),
)

_TAGS = tagging.listed(target={"ResourceArn": "$arn"}, read="list_tags_for_resource")
_REQUEST = {"CreatorRequestId": "$name"}
"""A resource of the resolver has a name of its own, which tells a repeated request as well."""


def _endpoint_addresses(context: Context) -> list[Props]:
    answer = context.call("list_resolver_endpoint_ip_addresses", ResolverEndpointId=context.id)
    addresses: list[Props] = answer["IpAddresses"]
    return addresses


def _read_endpoint(context: Context) -> Props | None:
    found = at(
        context.call("get_resolver_endpoint", ResolverEndpointId=context.id), "ResolverEndpoint"
    )
    if found is None or found["Status"] == "DELETING":
        return None
    addresses = [
        {"subnetId": one["SubnetId"], "ip": one["Ip"], "ipId": one["IpId"]}
        for one in _endpoint_addresses(context)
    ]
    return {**found, "Addresses": addresses}


def _places(value: Any) -> Any:
    return sorted((one.get("subnetId"), one.get("ip")) for one in value or ())


RESOLVER_ENDPOINT = Entry(
    type="aws:route53/resolverEndpoint:ResolverEndpoint",
    service="route53resolver",
    inputs={
        "name": P(
            "Name",
            set=Call("update_resolver_endpoint", {"ResolverEndpointId": "$id", "Name": "$name"}),
        ),
        "direction": P("Direction", replace=True),
        "securityGroupIds": P("SecurityGroupIds", compare="set", replace=True),
        "ipAddresses": P(
            "IpAddresses",
            read="Addresses",
            to=lambda value: [
                pascal({k: v for k, v in one.items() if k in {"subnetId", "ip"}}) for one in value
            ],
            compare=_places,
            replace=True,
        ),
        "resolverEndpointType": P(read="", computed=True),
        "protocols": P(read="", computed=True),
        "rniEnhancedMetricsEnabled": P(read="", computed=True),
        "targetNameServerMetricsEnabled": P(read="", computed=True),
    },
    create=Call("create_resolver_endpoint", _REQUEST, inputs="all"),
    id="ResolverEndpoint.Id",
    read=_read_endpoint,
    delete=Call("delete_resolver_endpoint", {"ResolverEndpointId": "$id"}),
    outputs={"arn": "Arn", "hostVpcId": "HostVPCId"},
    tags=_TAGS,
    name=Name(property="name", limit=64),
    example=Example(
        inputs={
            "name": "inbound",
            "direction": "INBOUND",
            "securityGroupIds": ["@aws:ec2/securityGroup:SecurityGroup.id"],
            "ipAddresses": [
                {"subnetId": "@aws:ec2/subnet:Subnet.id", "ip": "10.1.1.10"},
                {"subnetId": "@aws:ec2/subnet:Subnet.id", "ip": "10.1.1.11"},
            ],
        },
        change={"name": "other", "tags": {"Name": "inbound"}},
        replace={"direction": "OUTBOUND"},
    ),
)


def _targets(value: Any) -> list[Props]:
    return [{"ip": one["ip"], "port": one.get("port") or 53} for one in value or ()]


RESOLVER_RULE = Entry(
    type="aws:route53/resolverRule:ResolverRule",
    service="route53resolver",
    inputs={
        "name": P("Name", replace=True),
        "domainName": P(
            "DomainName", replace=True, compare=lambda value: str(value or "").rstrip(".")
        ),
        "ruleType": P("RuleType", replace=True),
        "resolverEndpointId": P("ResolverEndpointId", replace=True),
        # moto 5.2 has no update of rules.
        "targetIps": P(
            "TargetIps",
            to=lambda value: [pascal(one) for one in _targets(value)],
            back=camel,
            compare=_targets,
            replace=True,
        ),
    },
    create=Call("create_resolver_rule", _REQUEST, inputs="all"),
    id="ResolverRule.Id",
    read=Call("get_resolver_rule", {"ResolverRuleId": "$id"}),
    at="ResolverRule",
    delete=Call("delete_resolver_rule", {"ResolverRuleId": "$id"}),
    outputs={"arn": "Arn", "ownerId": "{account}", "shareStatus": "ShareStatus"},
    tags=_TAGS,
    name=Name(property="name", limit=64),
    example=Example(
        inputs={
            "name": "forward",
            "domainName": "example.internal",
            "ruleType": "FORWARD",
            "resolverEndpointId": "@aws:route53/resolverEndpoint:ResolverEndpoint.id",
            "targetIps": [{"ip": "10.1.1.10", "port": 53}],
        },
        change={"tags": {"Name": "forward"}},
        replace={"domainName": "other.internal"},
    ),
)

ENTRIES = [ZONE, RESOLVER_ENDPOINT, RESOLVER_RULE]

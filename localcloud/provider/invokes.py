"""The functions that programs call: a few that need no state, and some that read the emulator."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from localcloud.provider.cloud import Cloud
from localcloud.provider.errors import UnknownTypeError
from localcloud.provider.values import camel
from localcloud.provider.vocabulary import Props

Function = Callable[[Cloud, Props], Props]


def invoke(token: str, cloud: Cloud, args: Props) -> Props:
    """Answer a function; raises `UnknownTypeError` for one that isn't in the table."""
    function = FUNCTIONS.get(token)
    if function is None:
        raise UnknownTypeError(
            f"the local provider doesn't know the function {token}; add it to "
            f"localcloud/provider/invokes.py"
        )
    return function(cloud, args)


def _caller_identity(cloud: Cloud, _: Props) -> Props:
    told = cloud.identity
    return {
        "accountId": told["Account"],
        "arn": told["Arn"],
        "userId": told["UserId"],
        "id": told["Account"],
    }


def _region(cloud: Cloud, args: Props) -> Props:
    region = args.get("region") or args.get("name") or cloud.region
    return {
        "region": region,
        "name": region,
        "id": region,
        "description": {
            "ap-northeast-1": "Asia Pacific (Tokyo)",
            "ap-northeast-3": "Asia Pacific (Osaka)",
        }.get(region, region),
        "endpoint": f"ec2.{region}.amazonaws.com",
    }


def _partition(cloud: Cloud, _: Props) -> Props:
    return {
        "partition": cloud.partition,
        "id": cloud.partition,
        "dnsSuffix": "amazonaws.com",
        "reverseDnsPrefix": "com.amazonaws",
    }


def _zones(cloud: Cloud, args: Props) -> Props:
    region = args.get("region") or cloud.region
    state = args.get("state")
    zones = cloud.call("ec2", "describe_availability_zones", region=region)["AvailabilityZones"]
    zones = [zone for zone in zones if state in {None, zone["State"]}]
    return {
        "id": region,
        "region": region,
        "names": [zone["ZoneName"] for zone in zones],
        "zoneIds": [zone["ZoneId"] for zone in zones],
        "groupNames": sorted({zone.get("GroupName", region) for zone in zones}),
        "state": state,
    }


def _organization(cloud: Cloud, _: Props) -> Props:
    told = camel(cloud.call("organizations", "describe_organization")["Organization"])
    roots = camel(cloud.call("organizations", "list_roots")["Roots"])
    return {
        "id": told["id"],
        "arn": told["arn"],
        "featureSet": told["featureSet"],
        "masterAccountArn": told["masterAccountArn"],
        "masterAccountEmail": told["masterAccountEmail"],
        "masterAccountId": told["masterAccountId"],
        "roots": roots,
    }


def _policy_document(_: Cloud, args: Props) -> Props:
    document: Props = {"Version": args.get("version") or "2012-10-17"}
    if args.get("policyId"):
        document["Id"] = args["policyId"]
    statements = [_statement(block) for block in args.get("statements") or ()]
    for source in args.get("sourcePolicyDocuments") or ():
        statements = [*json.loads(source)["Statement"], *statements]
    document["Statement"] = statements
    text = json.dumps(document, indent=2)
    minified = json.dumps(document, separators=(",", ":"))
    return {**args, "id": str(abs(hash(minified))), "json": text, "minifiedJson": minified}


def _statement(block: Props) -> Props:
    statement: Props = {"Effect": block.get("effect") or "Allow"}
    if block.get("sid"):
        statement["Sid"] = block["sid"]
    for here, there in (
        ("actions", "Action"),
        ("notActions", "NotAction"),
        ("resources", "Resource"),
        ("notResources", "NotResource"),
    ):
        if block.get(here):
            statement[there] = _one_or_many(block[here])
    for here, there in (("principals", "Principal"), ("notPrincipals", "NotPrincipal")):
        if block.get(here):
            statement[there] = _principals(block[here])
    conditions: dict[str, Props] = {}
    for condition in block.get("conditions") or ():
        test = conditions.setdefault(condition["test"], {})
        test[condition["variable"]] = _one_or_many(condition["values"])
    return {**statement, "Condition": conditions} if conditions else statement


def _principals(blocks: list[Props]) -> Any:
    if any(block["type"] == "*" for block in blocks):
        return "*"
    found: dict[str, list[str]] = {}
    for block in blocks:
        found.setdefault(block["type"], []).extend(block["identifiers"])
    return {kind: _one_or_many(names) for kind, names in found.items()}


def _one_or_many(values: list[str]) -> Any:
    return values[0] if len(values) == 1 else values


FUNCTIONS: Mapping[str, Function] = {
    "aws:index/getCallerIdentity:getCallerIdentity": _caller_identity,
    "aws:index/getRegion:getRegion": _region,
    "aws:index/getPartition:getPartition": _partition,
    "aws:index/getAvailabilityZones:getAvailabilityZones": _zones,
    "aws:organizations/getOrganization:getOrganization": _organization,
    "aws:iam/getPolicyDocument:getPolicyDocument": _policy_document,
}

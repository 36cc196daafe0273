"""Security group permissions, between the blocks of a property and the lists of the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from localcloud.provider.context import Context
from localcloud.provider.errors import AwsError
from localcloud.provider.values import prune
from localcloud.provider.vocabulary import Props

_KEYS = {"ingress": "IpPermissions", "egress": "IpPermissionsEgress"}


def to_blocks(raw: Props, name: str) -> list[Props]:
    """Return a group's permissions as blocks of the property."""
    return [_block(permission, raw["GroupId"]) for permission in raw.get(_KEYS[name], [])]


def _block(permission: Props, group: str) -> Props:
    groups = [pair["GroupId"] for pair in permission.get("UserIdGroupPairs", [])]
    described: list[Any] = [
        source.get("Description")
        for key in ("IpRanges", "Ipv6Ranges")
        for source in permission.get(key, [])
    ]
    block = {
        "protocol": permission["IpProtocol"],
        "fromPort": permission.get("FromPort", 0),
        "toPort": permission.get("ToPort", 0),
        "cidrBlocks": [source["CidrIp"] for source in permission.get("IpRanges", [])],
        "ipv6CidrBlocks": [source["CidrIpv6"] for source in permission.get("Ipv6Ranges", [])],
        "prefixListIds": [item["PrefixListId"] for item in permission.get("PrefixListIds", [])],
        "securityGroups": [other for other in groups if other != group],
        "self": group in groups,
        "description": next((text for text in described if text), None),
    }
    return {key: value for key, value in block.items() if value not in ([], False, None)}


def normal(blocks: Any, *, described: bool = True) -> Any:
    """Every source on its own, without order. moto keeps descriptions of addresses only."""
    found: set[tuple[Any, ...]] = set()
    for block in blocks or []:
        whole = str(block["protocol"]) in {"-1", "all"}
        ports = (0, 0) if whole else (block.get("fromPort") or 0, block.get("toPort") or 0)
        start = ("-1" if whole else str(block["protocol"]).lower(), *ports)
        text = (block.get("description") or "") if described else ""
        for key in ("cidrBlocks", "ipv6CidrBlocks"):
            found |= {(*start, source, text) for source in block.get(key) or []}
        for key in ("prefixListIds", "securityGroups"):
            found |= {(*start, source, "") for source in block.get(key) or []}
        if block.get("self"):
            found.add((*start, "self", ""))
    return sorted(found, key=str)


def permission(block: Props, group: str) -> Props:
    """Return a block as the API wants it."""
    whole = str(block["protocol"]) in {"-1", "all"}
    text = block.get("description")
    groups = [*(block.get("securityGroups") or []), *([group] if block.get("self") else [])]
    return prune(
        {
            "IpProtocol": "-1" if whole else str(block["protocol"]),
            "FromPort": None if whole else block.get("fromPort") or 0,
            "ToPort": None if whole else block.get("toPort") or 0,
            "IpRanges": [
                {"CidrIp": source, "Description": text} for source in block.get("cidrBlocks") or []
            ],
            "Ipv6Ranges": [
                {"CidrIpv6": source, "Description": text}
                for source in block.get("ipv6CidrBlocks") or []
            ],
            "PrefixListIds": [
                {"PrefixListId": source} for source in block.get("prefixListIds") or []
            ],
            "UserIdGroupPairs": [{"GroupId": source} for source in groups],
        }
    )


def replace_all(context: Context, name: str, blocks: list[Props]) -> None:
    """Make a group's permissions those of the blocks, and no others."""
    answer = context.call("describe_security_groups", GroupIds=[context.id])
    there = to_blocks(answer["SecurityGroups"][0], name)
    if normal(there) == normal(blocks):
        return
    revoke(context, name, there, group=context.id)
    authorize(context, name, blocks, group=context.id)


def authorize(
    context: Context, direction: str, blocks: list[Props], *, group: str | None = None
) -> None:
    """Add permissions."""
    group = group or str(context.inputs["securityGroupId"])
    for block in blocks:
        context.call(
            f"authorize_security_group_{direction}",
            GroupId=group,
            IpPermissions=[permission(block, group)],
        )


def revoke(
    context: Context, direction: str, blocks: list[Props], *, group: str | None = None
) -> None:
    """Remove permissions."""
    group = group or str(context.inputs["securityGroupId"])
    for block in blocks:
        try:
            context.call(
                f"revoke_security_group_{direction}",
                GroupId=group,
                IpPermissions=[permission(block, group)],
            )
        except AwsError as error:
            if not error.missing:
                raise


def of_rule(inputs: Props) -> Props:
    """Return a single-source rule (``aws:vpc/securityGroupIngressRule``) as a permission."""
    return permission(
        {
            "protocol": inputs["ipProtocol"],
            "fromPort": inputs.get("fromPort"),
            "toPort": inputs.get("toPort"),
            "description": inputs.get("description"),
            "cidrBlocks": _some(inputs.get("cidrIpv4")),
            "ipv6CidrBlocks": _some(inputs.get("cidrIpv6")),
            "prefixListIds": _some(inputs.get("prefixListId")),
            "securityGroups": _some(inputs.get("referencedSecurityGroupId")),
        },
        str(inputs["securityGroupId"]),
    )


def of_rule_request(inputs: Props) -> Props:
    """Return the same, in the form of ``modify_security_group_rules``."""
    whole = str(inputs["ipProtocol"]) == "-1"
    return prune(
        {
            "IpProtocol": str(inputs["ipProtocol"]),
            "FromPort": None if whole else inputs.get("fromPort"),
            "ToPort": None if whole else inputs.get("toPort"),
            "CidrIpv4": inputs.get("cidrIpv4"),
            "CidrIpv6": inputs.get("cidrIpv6"),
            "PrefixListId": inputs.get("prefixListId"),
            "ReferencedGroupId": inputs.get("referencedSecurityGroupId"),
            "Description": inputs.get("description"),
        }
    )


def block_of(inputs: Props) -> Props:
    """Return an ``aws:ec2/securityGroupRule`` as a block."""
    return {**inputs, "securityGroups": _some(inputs.get("sourceSecurityGroupId"))}


def port(key: str) -> Callable[[Props], Any]:
    """Read a port; AWS tells -1 where all protocols are meant."""
    return lambda raw: None if raw.get("IpProtocol") == "-1" else raw.get(key)


def _some(value: Any) -> list[Any]:
    return [] if value is None else [value]

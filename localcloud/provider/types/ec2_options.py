"""DHCP options, prefix lists, and the disks' default encryption."""

from __future__ import annotations

from typing import Any

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.values import at, camel, pascal
from localcloud.provider.vocabulary import Call, Entry, Example, P, Props

_DHCP = {
    "domainName": "domain-name",
    "domainNameServers": "domain-name-servers",
    "ntpServers": "ntp-servers",
    "netbiosNameServers": "netbios-name-servers",
    "netbiosNodeType": "netbios-node-type",
}


def _create_dhcp(context: Context) -> str:
    options: list[Props] = []
    for name, key in _DHCP.items():
        value = context.inputs.get(name)
        if value:
            options.append({"Key": key, "Values": value if isinstance(value, list) else [value]})
    tags = context.inputs.get("tags")
    make = tagging.ec2("dhcp-options").create
    extra = make(tags) if make and tags else {}
    answer = context.call("create_dhcp_options", DhcpConfigurations=options, **extra)
    return str(answer["DhcpOptions"]["DhcpOptionsId"])


def _dhcp(key: str) -> Any:
    def read(raw: Props) -> Any:
        found = [item for item in raw["DhcpConfigurations"] if item["Key"] == key]
        values = [value["Value"] for item in found for value in item["Values"]]
        many = key.endswith("servers")
        return (values or None) if many else (values[0] if values else None)

    return read


DHCP_OPTIONS = Entry(
    type="aws:ec2/vpcDhcpOptions:VpcDhcpOptions",
    service="ec2",
    inputs={name: P(read=_dhcp(key), replace=True) for name, key in _DHCP.items()},
    create=_create_dhcp,
    read=Call("describe_dhcp_options", {"DhcpOptionsIds": ["$id"]}),
    at="DhcpOptions.0",
    delete=Call("delete_dhcp_options", {"DhcpOptionsId": "$id"}),
    outputs={
        "arn": "arn:{partition}:ec2:{region}:{account}:dhcp-options/{id}",
        "ownerId": "{account}",
    },
    tags=tagging.ec2("dhcp-options"),
    example=Example(
        inputs={"domainName": "example.go.jp", "domainNameServers": ["AmazonProvidedDNS"]},
        change={"tags": {"Name": "options"}},
        replace={"domainName": "other.go.jp"},
    ),
)


def _dhcp_of_vpc(context: Context) -> Props | None:
    options, vpc = context.inputs["dhcpOptionsId"], context.inputs["vpcId"]
    found = at(context.call("describe_vpcs", VpcIds=[vpc]), "Vpcs.0")
    return found if found and found.get("DhcpOptionsId") == options else None


DHCP_ASSOCIATION = Entry(
    type="aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation",
    service="ec2",
    inputs={
        "vpcId": P("VpcId", read="", replace=True),
        "dhcpOptionsId": P("DhcpOptionsId", read="", replace=True),
    },
    create=Call("associate_dhcp_options", inputs="all"),
    id="{dhcpOptionsId}-{vpcId}",
    read=_dhcp_of_vpc,
    delete=Call("associate_dhcp_options", {"DhcpOptionsId": "default", "VpcId": "$vpcId"}),
    delete_first=True,
    importable=False,
    example=Example(
        inputs={
            "vpcId": "@aws:ec2/vpc:Vpc.id",
            "dhcpOptionsId": "@aws:ec2/vpcDhcpOptions:VpcDhcpOptions.id",
        },
        replace={"dhcpOptionsId": "dopt-other"},
    ),
)


def _read_list(context: Context) -> Props | None:
    answer = context.call("describe_managed_prefix_lists", PrefixListIds=[context.id])
    found = at(answer, "PrefixLists.0")
    if found is None or "delete" in found["State"]:
        return None
    entries = context.call("get_managed_prefix_list_entries", PrefixListId=context.id)["Entries"]
    return {**found, "Entries": entries}


def _update_list(context: Context) -> None:
    old = {item["cidr"]: item for item in context.old.get("entries") or ()}
    new = {item["cidr"]: item for item in context.inputs.get("entries") or ()}
    added = [pascal(item) for cidr, item in new.items() if old.get(cidr) != item]
    removed = [{"Cidr": cidr} for cidr in old if new.get(cidr) != old[cidr]]
    version = (_read_list(context) or {}).get("Version")
    context.call(
        "modify_managed_prefix_list",
        PrefixListId=context.id,
        PrefixListName=context.inputs["name"],
        CurrentVersion=version,
        AddEntries=added or None,
        RemoveEntries=removed or None,
    )


PREFIX_LIST = Entry(
    type="aws:ec2/managedPrefixList:ManagedPrefixList",
    service="ec2",
    inputs={
        "name": P("PrefixListName"),
        "addressFamily": P("AddressFamily", replace=True),
        "maxEntries": P("MaxEntries"),
        "entries": P("Entries", to=pascal, back=camel, compare="set"),
    },
    create=Call("create_managed_prefix_list", inputs="all"),
    id="PrefixList.PrefixListId",
    read=_read_list,
    update=_update_list,
    delete=Call("delete_managed_prefix_list", {"PrefixListId": "$id"}),
    outputs={"arn": "PrefixListArn", "ownerId": "OwnerId", "version": "Version"},
    tags=tagging.ec2("prefix-list"),
    example=Example(
        inputs={
            "name": "example",
            "addressFamily": "IPv4",
            "maxEntries": 5,
            "entries": [{"cidr": "10.0.0.0/8", "description": "all"}],
        },
        change={"entries": [{"cidr": "172.16.0.0/12", "description": "other"}]},
    ),
)


def _set_encryption(context: Context) -> str:
    on = context.inputs["enabled"]
    context.call("enable_ebs_encryption_by_default" if on else "disable_ebs_encryption_by_default")
    return f"{context.account}-{context.region}"


EBS_ENCRYPTION = Entry(
    type="aws:ebs/encryptionByDefault:EncryptionByDefault",
    service="ec2",
    inputs={"enabled": P(read="EbsEncryptionByDefault", default=True)},
    create=_set_encryption,
    read=Call("get_ebs_encryption_by_default"),
    update=_set_encryption,
    delete=Call("disable_ebs_encryption_by_default"),
    example=Example(
        inputs={},
        change={"enabled": False},
        drift=lambda c: c.call("disable_ebs_encryption_by_default"),
    ),
)


ENTRIES = [DHCP_OPTIONS, DHCP_ASSOCIATION, PREFIX_LIST, EBS_ENCRYPTION]

"""Whom AWS reaches about an account, and the network that it makes in each account unasked."""

from __future__ import annotations

from localcloud.provider.context import Context
from localcloud.provider.types import _ec2
from localcloud.provider.types.ec2_vpc import VPC
from localcloud.provider.values import at
from localcloud.provider.vocabulary import Call, Entry, Example, P, Props, kept

_PUT_CONTACT = Call("put_alternate_contact", inputs="all")

CONTACT = Entry(
    type="aws:account/alternativeContact:AlternativeContact",
    service="account",
    regional=False,
    inputs={
        "accountId": P("AccountId", read="", replace=True),
        "alternateContactType": P("AlternateContactType", replace=True),
        "emailAddress": P("EmailAddress"),
        "name": P("Name"),
        "phoneNumber": P("PhoneNumber"),
        "title": P("Title"),
    },
    create=_PUT_CONTACT,
    id="{alternateContactType}",
    read=Call("get_alternate_contact", {"AlternateContactType": "$id", "AccountId": "$accountId"}),
    at="AlternateContact",
    update=_PUT_CONTACT,
    delete=Call(
        "delete_alternate_contact", {"AlternateContactType": "$id", "AccountId": "$accountId"}
    ),
    identity=("alternateContactType", "accountId"),
    example=Example(
        inputs={
            "alternateContactType": "SECURITY",
            "emailAddress": "security@example.go.jp",
            "name": "Security Division",
            "phoneNumber": "03-0000-0000",
            "title": "Director",
        },
        change={"phoneNumber": "03-0000-0001"},
        replace={"alternateContactType": "OPERATIONS"},
        drift=lambda c: c.call(
            "put_alternate_contact",
            AlternateContactType=c.id,
            EmailAddress="drifted@example.go.jp",
            Name="Drifted",
            PhoneNumber="03-0000-0000",
            Title="Director",
        ),
    ),
)


def _default_vpc(context: Context) -> str:
    """Adopt the VPC that each account has in each region; make it where somebody deleted it."""
    filters = [{"Name": "is-default", "Values": ["true"]}]
    found = at(context.call("describe_vpcs", Filters=filters), "Vpcs.0.VpcId")
    return str(found or context.call("create_default_vpc")["Vpc"]["VpcId"])


def _leave(_: Context) -> Props:
    """Leave it: as the real provider does, unless `forceDestroy` is set."""
    return {}


DEFAULT_VPC = Entry(
    type="aws:ec2/defaultVpc:DefaultVpc",
    service="ec2",
    inputs={
        "enableDnsSupport": VPC.inputs["enableDnsSupport"],
        "enableDnsHostnames": P(
            read="EnableDnsHostnames", default=True, set=VPC.inputs["enableDnsHostnames"].set
        ),
        **kept("forceDestroy"),
    },
    create=_default_vpc,
    read=VPC.read,
    delete=_leave,
    outputs={
        **VPC.outputs,
        "cidrBlock": "CidrBlock",
        "instanceTenancy": "InstanceTenancy",
        "existingDefaultVpc": lambda _context, _raw: True,
    },
    tags=_ec2.adopted("vpc"),
    example=Example(
        inputs={"tags": {"a": "b"}},
        change={"enableDnsHostnames": False, "tags": {"a": "c"}},
    ),
)

ENTRIES = [CONTACT, DEFAULT_VPC]

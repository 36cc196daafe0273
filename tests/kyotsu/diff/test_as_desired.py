"""Proves how a deployed stack is turned into the form of a desired one. Needs no engine."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kyotsu.desired.graph import Graph, Resource
from kyotsu.desired.placeholders import UNKNOWN
from kyotsu.diff.as_desired import as_desired
from kyotsu.diff.state import read_state

STACK = "local.x"
OF = f"urn:pulumi:{STACK}::kyotsu::"
VPC = f"{OF}aws:ec2/vpc:Vpc::vpc"
SUBNET = f"{OF}aws:ec2/subnet:Subnet::private"
ROLE = f"{OF}aws:iam/role:Role::app"
ACCOUNT = "urn:pulumi:local::kyotsu::aws:organizations/account:Account::x"


def custom(urn: str, of_id: str, inputs: dict[str, Any], **outputs: Any) -> dict[str, Any]:
    token = urn.split("::")[2]
    return {"urn": urn, "type": token, "custom": True, "id": of_id, "inputs": inputs,
            "outputs": outputs}  # fmt: skip


def turned(*there: dict[str, Any], desired: tuple[Resource, ...] = ()) -> dict[str, dict[str, Any]]:
    foundation = [custom(ACCOUNT, "222222222222", {"name": "x"})]
    texts = [
        json.dumps({"version": 3, "deployment": {"resources": resources}})
        for resources in (there, foundation)
    ]
    state, base = (read_state(STACK, text) for text in texts)
    graph = as_desired(state, Graph(STACK, desired), base)
    return {one.urn: dict(one.inputs) for one in graph.resources}


def wanted(urn: str, inputs: dict[str, Any], **more: Any) -> Resource:
    token, name = urn.split("::")[2:]
    return Resource(
        urn=urn, type=token, name=name, kind="custom", parent=None, inputs=inputs, **more
    )


def test_what_is_deployed_as_it_is_declared_is_taken_from_there() -> None:
    there = (
        custom(VPC, "vpc-0123456789", {"cidrBlock": "10.0.0.0/22"}),
        custom(SUBNET, "subnet-0123456789", {"vpcId": "vpc-0123456789", "zone": "a"}),
    )
    declared = (
        wanted(VPC, {"cidrBlock": "10.0.0.0/22"}),
        wanted(SUBNET, {"vpcId": f"<<{VPC}#id>>", "zone": UNKNOWN}, source=("tier.py:48",)),
    )
    assert turned(*there, desired=declared)[SUBNET] == {
        "vpcId": f"<<{VPC}#id>>",
        "zone": UNKNOWN,
    }


def test_an_id_of_what_is_no_longer_declared_becomes_a_reference() -> None:
    there = (
        custom(VPC, "vpc-0123456789", {"cidrBlock": "10.0.0.0/22"}),
        custom(SUBNET, "subnet-0123456789", {"vpcId": "vpc-0123456789", "other": "vpc-9999999"}),
    )
    assert turned(*there)[SUBNET] == {"vpcId": f"<<{VPC}#id>>", "other": "vpc-9999999"}


def test_a_changed_property_is_as_deployed_and_the_others_as_declared() -> None:
    there = (custom(VPC, "vpc-0123456789", {"cidrBlock": "10.0.0.0/16", "tenancy": "default"}),)
    declared = (wanted(VPC, {"cidrBlock": "10.0.0.0/22", "tenancy": "default"}),)
    assert turned(*there, desired=declared)[VPC] == {
        "cidrBlock": "10.0.0.0/16",
        "tenancy": "default",
    }


def test_a_document_names_whom_it_means() -> None:
    arn = "arn:aws:iam::222222222222:role/app"
    document = json.dumps(
        {"Principal": {"AWS": [arn, "222222222222", "arn:aws:iam::222222222222:root"]}}
    )
    role = custom(ROLE, "app-of-the-system", {"name": "app"}, arn=arn)
    key = f"{OF}aws:kms/key:Key::key"
    found = turned(role, custom(key, "0123-4567", {"policy": document}))[key]["policy"]
    assert json.loads(found)["Principal"]["AWS"] == [
        f"<<{ROLE}#arn>>",
        f"<<{ACCOUNT}#id>>",
        f"arn:aws:iam::<<{ACCOUNT}#id>>:root",
    ]


def test_a_resource_is_not_named_by_itself() -> None:
    name = "app-of-the-system"
    assert turned(custom(ROLE, name, {"name": name}))[ROLE] == {"name": name}


def test_what_is_declared_and_not_deployed_is_not_there() -> None:
    assert turned(desired=(wanted(VPC, {"cidrBlock": "10.0.0.0/22"}),)) == {}


@pytest.mark.parametrize(
    ("depends", "found"), [([VPC], f"<<{VPC}#id>>"), ([SUBNET], UNKNOWN), ([], UNKNOWN)]
)
def test_what_a_preview_does_not_know_yet_is_as_declared_if_it_follows_from_the_same(
    depends: list[str], found: Any
) -> None:
    there = custom(ROLE, "", {"vpcId": UNKNOWN})
    there["propertyDependencies"] = {"vpcId": depends}
    declared = wanted(ROLE, {"vpcId": f"<<{VPC}#id>>"}, property_dependencies={"vpcId": (VPC,)})
    assert turned(there, desired=(declared,))[ROLE] == {"vpcId": found}


def test_what_a_preview_does_not_know_is_not_what_is_declared_outright() -> None:
    there = custom(VPC, "", {"cidrBlock": UNKNOWN})
    declared = wanted(VPC, {"cidrBlock": "10.0.0.0/22"})
    assert turned(there, desired=(declared,))[VPC] == {"cidrBlock": UNKNOWN}

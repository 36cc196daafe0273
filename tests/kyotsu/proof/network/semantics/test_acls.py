"""Proves AWS's rules of network ACLs, each with its document, on a small stage."""

from __future__ import annotations

from typing import Any

import pytest

from kyotsu.proof.network.dataplane.compiled import Compiled
from kyotsu.proof.network.headerspace.space import Service
from tests.kyotsu.proof.network.building import (
    ANY,
    Stage,
    entry,
    ref,
)
from tests.kyotsu.proof.network.opening import (
    gets_to,
    open_up,
    reached,
    straight,
)


@pytest.mark.parametrize(
    ("entries", "passes"),
    [
        ([entry(10, ANY, action="deny"), entry(20, ANY)], False),
        ([entry(10, ANY), entry(20, ANY, action="deny")], True),
        ([entry(10, ANY, (22, 22))], True),
        ([], False),
    ],
)
def test_the_first_rule_of_an_acl_by_its_number_decides(
    stage: Stage, entries: list[dict[str, Any]], passes: bool
) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html."""
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    everything = {"protocol": "-1", "cidrBlock": ANY, "action": "allow", "ruleNo": 1}
    stage.change(
        stage.find("acl", "NetworkAcl", "local.b-three"), ingress=entries, egress=[everything]
    )
    assert gets_to(stage, "10.0.9.") is passes


def test_an_attachments_acl_is_asked_inward_by_source_and_outward_by_destination(
    stage: Stage,
) -> None:
    """https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html."""
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    stack = "local.b-three"
    everything = {"protocol": "-1", "cidrBlock": ANY, "action": "allow", "ruleNo": 1}
    stage.change(
        stage.find("acl", "NetworkAcl", stack),
        subnetIds=[ref(stage.find("private", "Subnet", stack))],
    )
    gate = stage.add(
        stack,
        "ec2/networkAcl",
        "gate",
        vpcId=ref(stage.find("network", "Vpc", stack)),
        subnetIds=[ref(stage.find("gate", "Subnet", stack))],
        ingress=[],
        egress=[everything],
    )
    assert reached(stage, "a-one", "b-three"), "its inbound rules are not asked of what comes in"
    stage.change(gate, ingress=[everything], egress=[])
    assert not gets_to(stage, "10.0.9.")


def with_entries(stage: Stage, *rules: dict[str, Any]) -> str:
    """Take the entries out of the ACL of `b-three`, and put others beside it. Return its URN."""
    stack = "local.b-three"
    acl = stage.find("acl", "NetworkAcl", stack)
    stage.change(acl, ingress=None, egress=None)
    everything: dict[str, Any] = {**ALL, "egress": True}
    for number, rule in enumerate((everything, *rules)):
        stage.add(stack, "ec2/networkAclRule", f"entry-{number}", networkAclId=ref(acl), **rule)
    return acl


ALL: dict[str, Any] = {
    "ruleNumber": 100,
    "protocol": "-1",
    "ruleAction": "allow",
    "cidrBlock": ANY,
    "fromPort": 0,
    "toPort": 0,
}


@pytest.mark.parametrize(
    ("rules", "passes"),
    [
        ([], False),
        ([ALL], True),
        ([ALL, {**ALL, "ruleNumber": 90, "ruleAction": "deny"}], False),
        ([ALL, {**ALL, "ruleNumber": 110, "ruleAction": "deny"}], True),
        ([{**ALL, "cidrBlock": "10.0.4.0/22"}], False),
    ],
)
def test_entries_of_their_own_are_asked_in_the_order_of_their_numbers(
    stage: Stage, rules: list[dict[str, Any]], passes: bool
) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html."""
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    with_entries(stage, *rules)
    assert gets_to(stage, "10.0.9.") is passes


def test_an_acl_may_be_given_to_a_subnet_by_a_resource_of_its_own(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html."""
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    stack = "local.b-three"
    stage.change(
        stage.find("acl", "NetworkAcl", stack),
        subnetIds=[ref(stage.find("gate", "Subnet", stack))],
    )
    shut = stage.add(
        stack,
        "ec2/networkAcl",
        "shut",
        vpcId=ref(stage.find("network", "Vpc", stack)),
        ingress=[],
        egress=[],
    )
    assert gets_to(stage, "10.0.9."), "without an ACL of its own it has the network's default one"
    stage.add(
        stack,
        "ec2/networkAclAssociation",
        "private",
        networkAclId=ref(shut),
        subnetId=ref(stage.find("private", "Subnet", stack)),
    )
    assert not gets_to(stage, "10.0.9.")


def test_a_default_acl_that_nobody_took_over_lets_all_through_by_its_rule_100(
    stage: Stage,
) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html."""
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    stack = "local.b-three"
    stage.remove(stage.find("acl", "NetworkAcl", stack))
    assert gets_to(stage, "10.0.9.")
    denied = stage.add(
        stack,
        "ec2/networkAclRule",
        "denied",
        networkAclId=ref(stage.find("network", "Vpc", stack), "defaultNetworkAclId"),
        **ALL,
    )
    stage.change(denied, ruleNumber=101, ruleAction="deny")
    assert gets_to(stage, "10.0.9.")
    stage.change(denied, ruleNumber=99)
    assert not gets_to(stage, "10.0.9.")


@pytest.mark.parametrize(
    ("denied", "left"),
    [
        ({"icmpType": -1, "icmpCode": -1}, set[tuple[int, int]]()),
        ({"icmpType": 8, "icmpCode": -1}, {(3, 4)}),
        ({"icmpType": 3, "icmpCode": 4}, {(8, 0)}),
        ({"icmpType": 8}, {(3, 4)}),
        ({"icmpType": 3}, {(8, 0), (3, 4)}),
        ({}, {(8, 0), (3, 4)}),
    ],
)
def test_of_icmp_an_acl_knows_the_type_and_the_code(
    stage: Stage, denied: dict[str, int], left: set[tuple[int, int]]
) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html.

    Inline, what isn't said is 0: https://www.pulumi.com/registry/packages/aws/api-docs/ec2/networkacl/.
    """
    icmp = {"protocol": "icmp", "cidrBlock": ANY, "fromPort": 0, "toPort": 0}
    acl = stage.find("acl", "NetworkAcl", "local.b-three")
    every = {"icmpType": -1, "icmpCode": -1}
    stage.change(
        acl,
        ingress=[
            {**icmp, **denied, "action": "deny", "ruleNo": 1},
            {**icmp, **every, "action": "allow", "ruleNo": 2},
        ],
    )
    asked = {(8, 0): Service((1, 1), (8, 8), (0, 0)), (3, 4): Service((1, 1), (3, 3), (4, 4))}
    compiled = Compiled(stage.network(), (), asked.values())
    place = next(one for one in compiled.places if one.acl and one.acl.urn == acl)
    passed = 0
    for rule in compiled.acls.rules(place, inward=True) or ():
        passed |= rule.services
    space = compiled.space
    assert {kind for kind, one in asked.items() if space.service(one) & passed} == left

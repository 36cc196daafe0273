"""Proves that what is wrong or unknown is named, blocks what it touches, and nothing else."""

from __future__ import annotations

import pytest

from kyotsu.proof.network.evaluated import Desired
from kyotsu.proof.network.reading.stack import read_stack
from kyotsu.proof.network.run import prove_desired
from kyotsu.proof.verdict import Outcome
from tests.kyotsu.proof.network.building import ANY, Stage, entry, ref, small_stage


@pytest.fixture
def stage() -> Stage:
    return small_stage()


def _not_proved(stage: Stage) -> set[tuple[str, str]]:
    return {
        (one.statement.id, one.subject)
        for one in stage.prove().verdicts
        if one.outcome is Outcome.NOT_PROVED
    }


def _notes(stage: Stage) -> str:
    return "\n".join(note.en for note in stage.prove().notes)


def test_a_block_that_is_none_is_named_and_the_rest_is_proved(stage: Stage) -> None:
    stage.change(stage.find("private", "Subnet", "local.b-three"), cidrBlock="10.0.9.0/33")
    assert "10.0.9.0/33 in cidrBlock is not an IPv4 block" in _notes(stage)
    found = _not_proved(stage)
    assert ("NET-1", "* -> b-three") in found
    assert ("NET-1", "b-three -> *") in found
    assert not any(subject.startswith("a-") for _, subject in found)


def test_networks_that_overlap_are_named(stage: Stage) -> None:
    stage.change(stage.find("network", "Vpc", "local.b-three"), cidrBlock="10.0.0.0/20")
    notes = _notes(stage)
    assert "10.0.0.0/22 overlaps 10.0.0.0/20 of network" in notes
    assert "10.0.4.0/22 overlaps 10.0.0.0/20 of network" in notes
    assert {("NET-1", "* -> b-three"), ("NET-1", "* -> a-two")} <= _not_proved(stage)


def test_a_subnet_outside_of_its_network_is_named(stage: Stage) -> None:
    stage.change(stage.find("private", "Subnet", "local.b-three"), cidrBlock="10.0.12.0/24")
    assert "10.0.12.0/24 is not in its network's block" in _notes(stage)


def test_a_route_to_nowhere_is_named(stage: Stage) -> None:
    stage.remove(stage.find("transit", "TransitGateway"))
    assert "transit, which doesn't exist" in _notes(stage)
    assert ("NET-1", "a-one -> *") in _not_proved(stage)


def test_a_group_that_refers_to_a_missing_one_is_named(stage: Stage) -> None:
    stack = "local.b-three"
    stage.add(
        stack,
        "vpc/securityGroupIngressRule",
        "stray",
        securityGroupId=ref(stage.find("application", "SecurityGroup", stack)),
        ipProtocol="tcp",
        fromPort=1,
        toPort=2,
        referencedSecurityGroupId="<<urn:pulumi:local::kyotsu::aws:ec2/x:X::gone#id>>",
    )
    assert "it refers to gone, which doesn't exist" in _notes(stage)
    assert ("NET-1", "* -> b-three") in _not_proved(stage)


def test_a_rule_number_that_is_used_twice_is_named(stage: Stage) -> None:
    stage.change(
        stage.find("acl", "NetworkAcl", "local.b-three"), ingress=[entry(7, ANY), entry(7, ANY)]
    )
    assert "rule number 7 is used twice in ingress" in _notes(stage)
    assert ("NET-1", "b-three -> *") in _not_proved(stage)


def _with_entry(stage: Stage, acl: str, number: int, name: str = "beside") -> str:
    return stage.add(
        "local.b-three",
        "ec2/networkAclRule",
        name,
        networkAclId=acl,
        ruleNumber=number,
        protocol="-1",
        ruleAction="allow",
        cidrBlock=ANY,
    )


def test_an_entry_beside_an_acl_that_keeps_its_own_is_named(stage: Stage) -> None:
    acl = stage.find("acl", "NetworkAcl", "local.b-three")
    urn = _with_entry(stage, ref(acl), 7)
    line = stage.resources[urn].source[0]
    assert f"{line} (beside): acl keeps its own entries, so one beside them doesn't last" in _notes(
        stage
    )
    found = _not_proved(stage)
    assert {("NET-1", "b-three -> *"), ("NET-1", "* -> b-three")} <= found
    assert not any(subject.startswith("a-") for _, subject in found)
    stage.change(acl, ingress=None, egress=None)
    assert not _not_proved(stage)


def test_a_rule_number_that_two_entries_have_is_named(stage: Stage) -> None:
    acl = stage.find("acl", "NetworkAcl", "local.b-three")
    stage.change(acl, ingress=None, egress=None)
    _with_entry(stage, ref(acl), 7, "one")
    other = _with_entry(stage, ref(acl), 7, "other")
    line = stage.resources[other].source[0]
    assert f"{line} (other): rule number 7 is used twice in acl" in _notes(stage)
    assert ("NET-1", "b-three -> *") in _not_proved(stage)
    stage.change(other, egress=True)
    assert not _not_proved(stage), "each direction has numbers of its own"


def test_the_number_of_the_default_acls_own_rule_is_taken(stage: Stage) -> None:
    default = ref(stage.find("network", "Vpc", "local.b-three"), "defaultNetworkAclId")
    _with_entry(stage, default, 100)
    assert "rule number 100 is used twice in" in _notes(stage)
    assert ("NET-1", "* -> b-three") in _not_proved(stage)


def test_an_entry_of_an_acl_that_is_not_there_is_named(stage: Stage) -> None:
    urn = _with_entry(stage, "acl-0123", 7)
    line = stage.resources[urn].source[0]
    assert f"{line} (beside): it refers to acl-0123, which doesn't exist" in _notes(stage)
    found = _not_proved(stage)
    assert ("NET-1", "* -> b-three") in found, "it may be any of this stack's"
    assert not any(subject.startswith("a-") for _, subject in found)


def test_an_entry_without_an_icmp_type_or_a_number_is_named(stage: Stage) -> None:
    acl = stage.find("acl", "NetworkAcl", "local.b-three")
    stage.change(acl, ingress=None, egress=None)
    urn = _with_entry(stage, ref(acl), 7)
    stage.change(urn, protocol="icmp")
    assert "icmpType is missing" in _notes(stage)
    stage.change(urn, protocol="-1", ruleNumber="first")
    assert "ruleNo is not a number" in _notes(stage)


def test_a_table_of_a_gateway_that_is_not_there_is_named(stage: Stage) -> None:
    stack = "local.b-three"
    urn = stage.add(
        stack,
        "ec2/routeTableAssociation",
        "edge",
        routeTableId=ref(stage.find("private", "RouteTable", stack)),
        gatewayId="igw-0123",
    )
    line = stage.resources[urn].source[0]
    assert f"{line} (edge): it refers to igw-0123, which doesn't exist" in _notes(stage)
    found = _not_proved(stage)
    assert {("NET-1", "* -> b-three"), ("NET-3", "b-three")} <= found
    assert not any(subject.startswith("a-") for _, subject in found)


def test_a_subnet_with_two_route_tables_is_named(stage: Stage) -> None:
    stack = "local.b-three"
    stage.add(
        stack,
        "ec2/routeTableAssociation",
        "again",
        routeTableId=ref(stage.find("gate", "RouteTable", stack)),
        subnetId=ref(stage.find("private", "Subnet", stack)),
    )
    assert "two resources say which route table private has" in _notes(stage)
    found = _not_proved(stage)
    assert {("NET-1", "* -> b-three"), ("NET-1", "b-three -> *")} <= found
    assert not any(subject.startswith("a-") for _, subject in found)


def test_an_attachment_with_two_route_tables_is_named(stage: Stage) -> None:
    stack = "local.b-three"
    attachment = stage.find("hub", "VpcAttachment", stack)
    stage.add(
        stack,
        "ec2transitgateway/routeTableAssociation",
        "again",
        transitGatewayAttachmentId=ref(attachment),
        transitGatewayRouteTableId=ref(stage.find("tenants-prod", "RouteTable")),
    )
    assert "two resources say which route table hub has" in _notes(stage)
    assert ("NET-1", "b-three -> *") in _not_proved(stage)


def test_a_gateway_with_two_route_tables_is_named(stage: Stage) -> None:
    stack = "local.b-three"
    vpc = ref(stage.find("network", "Vpc", stack))
    gateway = stage.add(stack, "ec2/internetGateway", "door", vpcId=vpc)
    for name in ("one", "other"):
        table = stage.add(stack, "ec2/routeTable", name, vpcId=vpc)
        stage.add(
            stack,
            "ec2/routeTableAssociation",
            f"edge-{name}",
            routeTableId=ref(table),
            gatewayId=ref(gateway),
        )
    assert "two resources say which route table door has" in _notes(stage)
    assert ("NET-3", "b-three") in _not_proved(stage)


def test_a_subnet_with_two_acls_is_named(stage: Stage) -> None:
    stack = "local.b-three"
    stage.add(
        stack,
        "ec2/networkAclAssociation",
        "again",
        networkAclId=ref(stage.find("acl", "NetworkAcl", stack)),
        subnetId=ref(stage.find("private", "Subnet", stack)),
    )
    assert "two resources say which network ACL private has" in _notes(stage)
    assert ("NET-1", "* -> b-three") in _not_proved(stage)


@pytest.mark.parametrize(
    ("inputs", "says"),
    [
        ({"ipProtocol": "tcpp", "cidrIpv4": ANY}, "protocol tcpp is not known"),
        ({"ipProtocol": "tcp", "fromPort": 9, "toPort": 3, "cidrIpv4": ANY}, "are no range"),
        ({"ipProtocol": "tcp", "cidrIpv4": "everywhere"}, "is not an IPv4 block"),
    ],
)
def test_a_rule_that_cannot_be_read_is_named(
    stage: Stage, inputs: dict[str, str], says: str
) -> None:
    stack = "local.b-three"
    stage.add(
        stack,
        "vpc/securityGroupIngressRule",
        "wrong",
        securityGroupId=ref(stage.find("application", "SecurityGroup", stack)),
        **inputs,
    )
    assert says in _notes(stage)
    assert ("NET-1", "* -> b-three") in _not_proved(stage)


def test_what_may_carry_packets_and_is_not_modelled_is_never_safe(stage: Stage) -> None:
    stage.add(
        "local.b-three",
        "ec2/carrierGateway",
        "unknown",
        vpcId=ref(stage.find("network", "Vpc", "local.b-three")),
    )
    assert "aws:ec2/carrierGateway:CarrierGateway may carry packets and is not modelled" in _notes(
        stage
    )
    assert ("NET-1", "b-three -> *") in _not_proved(stage)
    assert ("NET-1", "a-one -> *") not in _not_proved(stage)


def test_what_is_not_modelled_at_the_hub_is_everybodys(stage: Stage) -> None:
    stage.add(
        "local",
        "ec2transitgateway/connect",
        "abroad",
        transitGatewayId=ref(stage.find("transit", "TransitGateway")),
    )
    found = _not_proved(stage)
    assert {("NET-1", f"{key} -> *") for key in ("a-one", "a-two")} <= found
    assert {("NET-3", key) for key in ("a-one", "a-two", "b-three")} <= found, "who comes by it?"


def test_a_rule_of_the_firewall_that_is_not_understood_blocks_who_meets_it(stage: Stage) -> None:
    stage.change(
        stage.find("rules", "RuleGroup"),
        ruleGroup={"rulesSource": {"rulesString": "pass magic any any -> any any (sid:1;)"}},
    )
    found = _not_proved(stage)
    assert ("NET-1", "a-one -> *") in found
    assert ("NET-1", "b-three -> *") not in found, "nothing of it gets to the firewall"


def test_of_half_a_fleet_the_half_is_proved(stage: Stage) -> None:
    parts = {
        graph.stack: read_stack(graph) for graph in stage.graphs() if graph.stack != "local.b-three"
    }
    proof = prove_desired(
        stage.declared(),
        Desired(parts=parts, keys={}, left_out={"b-three": "its program fails"}),
    )
    found = {(one.statement.id, one.subject): one for one in proof.verdicts}
    assert found["NET-1", "a-one -> *"].outcome is Outcome.PROVED
    for subject in ("b-three -> *", "* -> b-three"):
        assert found["NET-1", subject].outcome is Outcome.NOT_PROVED
        assert "its program fails" in found["NET-1", subject].reasons[0].en
    assert any("its program fails" in note.en for note in proof.notes)


def test_unread_inputs_never_raise(stage: Stage) -> None:
    for urn, one in list(stage.resources.items()):
        for name in one.inputs:
            changed = small_stage()
            changed.change(urn, **{name: {"$unknown": True}})
            assert changed.prove().verdicts

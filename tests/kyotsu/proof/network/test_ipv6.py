"""Proves that nothing is ever held safe where IPv6 is switched on: it isn't modelled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kyotsu.proof.verdict import Outcome
from tests.kyotsu.proof.network.building import Stage, entry, ref, small_stage

STACK = "local.b-three"
EVERYTHING = "::/0"
BLOCK = "2001:db8::/56"
SAID = "IPv6 is not modelled"


def _change(name: str, kind: str, **inputs: Any) -> Callable[[Stage], None]:
    def switch(stage: Stage) -> None:
        stage.change(stage.find(name, kind, STACK), **inputs)

    return switch


def _add(kind: str, owner: tuple[str, str, str], **inputs: Any) -> Callable[[Stage], None]:
    """Add a resource that refers to another one by a property."""
    key, name, of = owner

    def switch(stage: Stage) -> None:
        stage.add(STACK, kind, "six", **{key: ref(stage.find(name, of, STACK))}, **inputs)

    return switch


NETWORK, GROUP = ("vpcId", "network", "Vpc"), ("securityGroupId", "application", "SecurityGroup")
SWITCHES: dict[str, Callable[[Stage], None]] = {
    "a network with AWS's block": _change("network", "Vpc", assignGeneratedIpv6CidrBlock=True),
    "a network with its own block": _change("network", "Vpc", ipv6CidrBlock=BLOCK),
    "a network with a pool's block": _change("network", "Vpc", ipv6IpamPoolId="ipam-pool-1"),
    "a subnet": _change("private", "Subnet", ipv6CidrBlock="2001:db8::/64"),
    "a subnet that is native": _change("private", "Subnet", ipv6Native=True),
    "a subnet's addresses": _change("private", "Subnet", assignIpv6AddressOnCreation=True),
    "a route": _add(
        "ec2/route",
        ("routeTableId", "private", "RouteTable"),
        destinationIpv6CidrBlock=EVERYTHING,
    ),
    "a route of its table": _change("private", "RouteTable", routes=[{"ipv6CidrBlock": BLOCK}]),
    "a route beside an IPv4 one": _change(
        "private", "RouteTable", routes=[{"cidrBlock": "192.0.2.0/24", "ipv6CidrBlock": BLOCK}]
    ),
    "an ACL's entry": _change(
        "acl", "NetworkAcl", ingress=[{**entry(9, ""), "ipv6CidrBlock": EVERYTHING}]
    ),
    "a group's rule": _add(
        "vpc/securityGroupIngressRule", GROUP, ipProtocol="-1", cidrIpv6=EVERYTHING
    ),
    "a group's rule of the older kind": _add(
        "ec2/securityGroupRule",
        GROUP,
        type="ingress",
        protocol="-1",
        ipv6CidrBlocks=[EVERYTHING],
    ),
    "a rule in its group": _change(
        "application",
        "SecurityGroup",
        ingress=[{"protocol": "-1", "ipv6CidrBlocks": [EVERYTHING]}],
    ),
    "an attachment": _change("hub", "VpcAttachment", ipv6Support="enable"),
    "a load balancer": _add(
        "lb/loadBalancer",
        ("subnetMappings", "private", "Subnet"),
        loadBalancerType="network",
        ipAddressType="dualstack",
    ),
    "an endpoint": _add(
        "ec2/vpcEndpoint",
        NETWORK,
        serviceName="com.amazonaws.ap-northeast-1.s3",
        ipAddressType="dualstack",
    ),
}


@pytest.mark.parametrize("switch", SWITCHES.values(), ids=SWITCHES.keys())
def test_where_it_is_switched_on_nothing_is_held_safe(switch: Callable[[Stage], None]) -> None:
    stage = small_stage()
    assert stage.prove().outcome is Outcome.PROVED
    switch(stage)
    proof = stage.prove()
    assert SAID in "\n".join(note.en for note in proof.notes)
    assert proof.outcome is Outcome.NOT_PROVED
    about = [one for one in proof.verdicts if "b-three" in one.subject.split(" -> ")]
    held = {one.statement.id for one in about if one.outcome is Outcome.PROVED}
    assert held <= {"NET-8"}, "names are no packets"
    assert SAID in str([one.reasons for one in about])
    others = [one for one in proof.verdicts if one.subject in ("a-one -> *", "a-two")]
    assert {one.outcome for one in others} == {Outcome.PROVED}


@pytest.mark.parametrize(
    ("kind", "inputs"),
    [
        ("ec2/vpcIpv6CidrBlockAssociation", {"ipv6CidrBlock": BLOCK}),
        ("ec2/egressOnlyInternetGateway", {}),
    ],
)
def test_what_is_for_it_alone_is_not_modelled(kind: str, inputs: dict[str, Any]) -> None:
    stage = small_stage()
    _add(kind, NETWORK, **inputs)(stage)
    proof = stage.prove()
    assert "may carry packets and is not modelled" in "\n".join(one.en for one in proof.notes)
    assert stage.verdict("NET-1", "* -> b-three").outcome is Outcome.NOT_PROVED


def test_a_list_of_its_blocks_is_named_and_so_is_who_refers_to_it() -> None:
    stage = small_stage()
    listed = stage.add(
        STACK, "ec2/managedPrefixList", "six", addressFamily="IPv6", entries=[{"cidr": BLOCK}]
    )
    assert SAID in "\n".join(one.en for one in stage.prove().notes)
    _add("vpc/securityGroupIngressRule", GROUP, ipProtocol="-1", prefixListId=ref(listed))(stage)
    assert stage.verdict("NET-1", "* -> b-three").outcome is Outcome.NOT_PROVED


def test_in_the_hub_it_is_of_everybody_whose_packets_get_there() -> None:
    stage = small_stage()
    stage.change(stage.find("inspection", "Vpc"), assignGeneratedIpv6CidrBlock=True)
    assert stage.verdict("NET-1", "a-one -> *").outcome is Outcome.NOT_PROVED
    assert stage.verdict("NET-3", "foundation").outcome is Outcome.NOT_PROVED

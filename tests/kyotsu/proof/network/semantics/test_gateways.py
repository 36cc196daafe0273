"""Proves AWS's rules of gateways at a network's edge, each with its document, on a small stage."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import IPv4Network
from typing import Any

import pytest

from kyotsu.proof.network.dataplane.compiled import Compiled
from kyotsu.proof.verdict import Outcome
from tests.kyotsu.proof.network.building import Stage, ref
from tests.kyotsu.proof.network.opening import open_up, with_gateway

STACK = "local.b-three"
PRIVATE, GATE = "10.0.9.0/24", "10.0.11.0/24"


def with_edge(stage: Stage, gateway: str) -> str:
    """Give a gateway of `b-three` a table of its own. Return the table's URN."""
    vpc = ref(stage.find("network", "Vpc", STACK))
    table = stage.add(STACK, "ec2/routeTable", "edge", vpcId=vpc)
    stage.add(
        STACK,
        "ec2/routeTableAssociation",
        "edge",
        routeTableId=ref(table),
        gatewayId=ref(gateway),
    )
    return table


def with_firewall(stage: Stage, rule: str) -> str:
    """Put a firewall with one rule into the gate of `b-three`. Return its URN."""
    group = stage.add(
        STACK,
        "networkfirewall/ruleGroup",
        "own",
        type="STATEFUL",
        ruleGroup={"rulesSource": {"rulesString": rule}},
    )
    policy = stage.add(
        STACK,
        "networkfirewall/firewallPolicy",
        "own",
        firewallPolicy={
            "statelessDefaultActions": ["aws:forward_to_sfe"],
            "statelessFragmentDefaultActions": ["aws:forward_to_sfe"],
            "statefulDefaultActions": ["aws:drop_strict"],
            "statefulEngineOptions": {"ruleOrder": "STRICT_ORDER"},
            "statefulRuleGroupReferences": [{"priority": 1, "resourceArn": ref(group, "arn")}],
        },
    )
    return stage.add(
        STACK,
        "networkfirewall/firewall",
        "own",
        vpcId=ref(stage.find("network", "Vpc", STACK)),
        firewallPolicyArn=ref(policy, "arn"),
        subnetMappings=[{"subnetId": ref(stage.find("gate", "Subnet", STACK))}],
    )


def to_firewall(stage: Stage, table: str, block: str, firewall: str) -> str:
    """Lead a block's packets to a firewall's endpoint."""
    route = stage.add(
        STACK,
        "ec2/route",
        f"inspected-{block}",
        routeTableId=ref(table),
        destinationCidrBlock=block,
        vpcEndpointId={"$unknown": True},
    )
    depends = {"vpcEndpointId": (firewall,)}
    stage.resources[route] = replace(stage.resources[route], property_dependencies=depends)
    return route


def comes_in(stage: Stage) -> set[str]:
    """Return the subnets of `b-three` to which something undeclared comes in."""
    found = stage.verdict("NET-3", "b-three").witnesses
    destinations = (dict(one.facts)["destination"] for one in found)
    return {".".join(one.split(".")[:3]) for one in destinations}


@pytest.mark.parametrize(
    ("block", "rule", "reached"),
    [
        ("10.0.8.0/22", "drop ip any any -> any any (sid:1;)", set[str]()),
        (PRIVATE, "drop ip any any -> any any (sid:1;)", {"10.0.11"}),
        (GATE, "drop ip any any -> any any (sid:1;)", {"10.0.9"}),
        (PRIVATE, "pass tcp any any -> 10.0.9.0/24 22 (sid:1;)", {"10.0.9", "10.0.11"}),
    ],
)
def test_a_gateways_own_table_leads_what_comes_in(
    stage: Stage, block: str, rule: str, reached: set[str]
) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html.

    A route for the network's whole block takes the place of its own.
    """
    open_up(stage, "b-three")
    acl = stage.find("acl", "NetworkAcl", STACK)
    inner = stage.add(
        STACK,
        "ec2/networkAcl",
        "inner",
        vpcId=ref(stage.find("network", "Vpc", STACK)),
        subnetIds=[ref(stage.find("private", "Subnet", STACK))],
    )
    stage.change(inner, **{way: stage.resources[acl].inputs[way] for way in ("ingress", "egress")})
    stage.change(acl, subnetIds=[ref(stage.find("gate", "Subnet", STACK))])
    gateway = with_gateway(stage, "b-three")
    assert comes_in(stage) == {"10.0.9", "10.0.11"}
    to_firewall(stage, with_edge(stage, gateway), block, with_firewall(stage, rule))
    assert comes_in(stage) == reached


def test_where_a_firewall_stands_at_the_edge_its_rule_is_told(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html."""
    open_up(stage, "b-three")
    firewall = with_firewall(stage, "pass tcp any any -> 10.0.9.0/24 22 (sid:7;)")
    route = to_firewall(
        stage, with_edge(stage, with_gateway(stage, "b-three")), "10.0.8.0/22", firewall
    )
    (witness, *_) = stage.verdict("NET-3", "b-three").witnesses
    assert dict(witness.facts)["port"] == "22"
    passed = [step.at.urn for step in witness.steps]
    assert passed.index(route) < passed.index(stage.find("own", "RuleGroup", STACK))


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"networkInterfaceId": "eni-0123"}, "such a route of the table of the gateway igw"),
        ({"gatewayId": "local"}, ""),
    ],
)
def test_a_server_at_the_edge_is_not_followed(
    stage: Stage, inputs: dict[str, Any], said: str
) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html."""
    table = with_edge(stage, with_gateway(stage, "b-three"))
    stage.add(
        STACK, "ec2/route", "edge", routeTableId=ref(table), destinationCidrBlock=PRIVATE, **inputs
    )
    notes = "\n".join(note.en for note in stage.prove().notes)
    assert (said in notes) if said else not notes
    outcome = stage.verdict("NET-3", "b-three").outcome
    assert (outcome is Outcome.NOT_PROVED) is bool(said)


def virtual(stage: Stage, **inputs: Any) -> str:
    """End lines at the network of `b-three`. Return the gateway's URN."""
    attached = {"vpcId": ref(stage.find("network", "Vpc", STACK))}
    return stage.add(STACK, "ec2/vpnGateway", "virtual", **{**attached, **inputs})


def test_whoever_is_behind_a_virtual_private_gateway_comes_in_by_it(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html.

    No line has to be declared: another account's may end there.
    """
    open_up(stage, "b-three")
    assert stage.verdict("NET-3", "b-three").outcome is Outcome.PROVED
    gateway = virtual(stage)
    verdict = stage.verdict("NET-3", "b-three")
    assert verdict.outcome is Outcome.VIOLATED
    assert gateway in {step.at.urn for step in verdict.witnesses[0].steps}
    firewall = with_firewall(stage, "drop ip any any -> any any (sid:1;)")
    to_firewall(stage, with_edge(stage, gateway), "10.0.8.0/22", firewall)
    assert stage.verdict("NET-3", "b-three").outcome is Outcome.PROVED


def test_a_virtual_private_gateway_may_be_attached_by_a_resource(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html."""
    open_up(stage, "b-three")
    gateway = virtual(stage, vpcId=None)
    assert stage.verdict("NET-3", "b-three").outcome is Outcome.PROVED
    stage.add(
        STACK,
        "ec2/vpnGatewayAttachment",
        "virtual",
        vpnGatewayId=ref(gateway),
        vpcId=ref(stage.find("network", "Vpc", STACK)),
    )
    assert stage.verdict("NET-3", "b-three").outcome is Outcome.VIOLATED


def test_so_may_an_internet_gateway(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html."""
    open_up(stage, "b-three")
    gateway = with_gateway(stage, "b-three")
    vpc = stage.resources[gateway].inputs["vpcId"]
    stage.change(gateway, vpcId=None)
    assert stage.verdict("NET-3", "b-three").outcome is Outcome.PROVED
    assert stage.verdict("NET-4", "b-three").outcome is Outcome.PROVED
    stage.add(
        STACK,
        "ec2/internetGatewayAttachment",
        "igw",
        internetGatewayId=ref(gateway),
        vpcId=vpc,
    )
    assert stage.verdict("NET-3", "b-three").outcome is Outcome.VIOLATED
    assert stage.verdict("NET-4", "b-three").outcome is Outcome.VIOLATED


@pytest.mark.parametrize("way", ["resource", "inline"])
def test_what_a_table_learns_may_be_any_address_but_the_networks_own(
    stage: Stage, way: str
) -> None:
    """https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html."""
    open_up(stage, "b-three")
    gateway = virtual(stage)
    table = stage.find("private", "RouteTable", STACK)
    assert stage.verdict("NET-4", "b-three").outcome is Outcome.PROVED, "no route leads there"
    if way == "inline":
        stage.change(table, propagatingVgws=[ref(gateway)])
    else:
        stage.add(
            STACK,
            "ec2/vpnGatewayRoutePropagation",
            "learned",
            routeTableId=ref(table),
            vpnGatewayId=ref(gateway),
        )
    assert stage.verdict("NET-4", "b-three").outcome is Outcome.VIOLATED
    stage.add(
        STACK,
        "ec2/route",
        "single",
        routeTableId=ref(table),
        destinationCidrBlock="192.0.2.7/32",
        transitGatewayId=ref(stage.find("transit", "TransitGateway")),
    )
    compiled = Compiled(stage.network(), [IPv4Network("192.0.2.0/24")])
    vpc = stage.find("network", "Vpc", STACK)
    (learned,) = (one for one in compiled.routes.ways(table, vpc) if one.learned_by)
    sure = compiled.space.cidr("192.0.2.7/32") | compiled.addresses_of[vpc]
    assert not learned.addresses & sure
    assert learned.addresses | sure == compiled.space.addresses.all


def test_a_route_may_name_a_virtual_private_gateway(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html."""
    open_up(stage, "b-three")
    gateway = virtual(stage)
    stage.add(
        STACK,
        "ec2/route",
        "line",
        routeTableId=ref(stage.find("private", "RouteTable", STACK)),
        destinationCidrBlock="172.20.0.0/16",
        gatewayId=ref(gateway),
    )
    verdict = stage.verdict("NET-4", "b-three")
    assert verdict.outcome is Outcome.VIOLATED
    assert verdict.witnesses[0].steps[-1].at.urn == gateway


@pytest.mark.parametrize(
    ("kind", "inputs"),
    [
        ("ec2/vpnConnection", "vpnGatewayId"),
        ("directconnect/gatewayAssociation", "associatedGatewayId"),
        ("directconnect/privateVirtualInterface", "vpnGatewayId"),
    ],
)
def test_lines_that_end_at_a_virtual_private_gateway_are_read(
    stage: Stage, kind: str, inputs: str
) -> None:
    """https://docs.aws.amazon.com/directconnect/latest/UserGuide/virtualgateways.html."""
    line = stage.add(STACK, kind, "line", **{inputs: ref(virtual(stage))})
    assert not stage.prove().notes
    stage.change(line, **{inputs: "vgw-0123"})
    said = "\n".join(note.en for note in stage.prove().notes)
    assert "it refers to vgw-0123, which doesn't exist" in said


def test_an_account_set_apart_has_no_line(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html."""
    vpc = stage.add("local", "ec2/vpc", "apart", account="1" * 12, cidrBlock="192.168.0.0/24")
    assert stage.verdict("NET-6", "log-archive").outcome is Outcome.PROVED
    stage.add("local", "ec2/vpnGateway", "apart", vpcId=ref(vpc))
    assert stage.verdict("NET-6", "log-archive").outcome is Outcome.VIOLATED


def test_a_more_specific_local_route_leads_past_a_firewall(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html."""
    open_up(stage, "b-three")
    table = with_edge(stage, with_gateway(stage, "b-three"))
    firewall = with_firewall(stage, "drop ip any any -> any any (sid:1;)")
    to_firewall(stage, table, "10.0.8.0/22", firewall)
    assert stage.verdict("NET-3", "b-three").outcome is Outcome.PROVED
    stage.add(
        STACK,
        "ec2/route",
        "past",
        routeTableId=ref(table),
        destinationCidrBlock=PRIVATE,
        gatewayId="local",
    )
    assert comes_in(stage) == {"10.0.9"}

"""Proves the rules of AWS's network, each with its document, on a small stage."""

from __future__ import annotations

from ipaddress import IPv4Network
from typing import Any

import pytest

from kyotsu.proof.network.dataplane.compiled import Compiled
from kyotsu.proof.verdict import Outcome
from tests.kyotsu.proof.network.building import (
    ANY,
    RULES,
    SUPERNET,
    Stage,
    entry,
    ref,
    small_stage,
    subnet,
    transit_route,
)

TENANTS = "https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html"


@pytest.fixture
def stage() -> Stage:
    return small_stage()


def reached(stage: Stage, sender: str, receiver: str) -> bool:
    """Return whether the sender gets anything undeclared to the receiver."""
    subjects = {
        one.subject
        for one in stage.prove().verdicts
        if one.statement.id == "NET-1" and one.outcome is Outcome.VIOLATED
    }
    return f"{sender} -> {receiver}" in subjects


def open_up(stage: Stage, *keys: str) -> None:
    """Let everything through in some tenants' own filters, and lead it to the hub."""
    for key in keys:
        stack = f"local.{key}"
        everything = {"protocol": "-1", "cidrBlock": ANY, "action": "allow", "ruleNo": 1}
        stage.change(
            stage.find("acl", "NetworkAcl", stack), ingress=[everything], egress=[everything]
        )
        group = stage.find("application", "SecurityGroup", stack)
        for way in ("Ingress", "Egress"):
            stage.add(
                stack,
                f"vpc/securityGroup{way}Rule",
                "all",
                securityGroupId=ref(group),
                ipProtocol="-1",
                cidrIpv4=ANY,
            )
        stage.add(
            stack,
            "ec2/route",
            "everything",
            routeTableId=ref(stage.find("private", "RouteTable", stack)),
            destinationCidrBlock=SUPERNET,
            transitGatewayId=ref(stage.find("transit", "TransitGateway")),
        )


def straight(stage: Stage, key: str) -> None:
    """Lead the tenants' table straight to a tenant."""
    transit_route(
        stage,
        "local",
        stage.find("tenants-prod", "RouteTable"),
        {"b-three": "10.0.8.0/22", "a-two": "10.0.4.0/22"}[key],
        stage.find("hub", "VpcAttachment", f"local.{key}"),
    )


def test_a_blackhole_leads_nowhere_and_a_longer_prefix_wins_over_it(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html."""
    open_up(stage, "a-one", "b-three")
    assert not reached(stage, "a-one", "b-three")
    straight(stage, "b-three")
    assert reached(stage, "a-one", "b-three")


def test_a_static_route_wins_over_a_propagated_one_for_the_same_block(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html."""
    open_up(stage, "a-one", "b-three")
    stage.add(
        "local",
        "ec2transitgateway/routeTablePropagation",
        "leak",
        transitGatewayAttachmentId=ref(stage.find("hub", "VpcAttachment", "local.b-three")),
        transitGatewayRouteTableId=ref(stage.find("tenants-prod", "RouteTable")),
    )
    assert reached(stage, "a-one", "b-three")
    transit_route(stage, "local", stage.find("tenants-prod", "RouteTable"), "10.0.8.0/22", None)
    assert not reached(stage, "a-one", "b-three")


def with_line(stage: Stage) -> str:
    """End a VPN at the transit gateway, and let the tenants' table learn what it announces."""
    transit = ref(stage.find("transit", "TransitGateway"))
    line = stage.add("local", "ec2/vpnConnection", "line", transitGatewayId=transit)
    return stage.add(
        "local",
        "ec2transitgateway/routeTablePropagation",
        "announced",
        transitGatewayAttachmentId=ref(line, "transitGatewayAttachmentId"),
        transitGatewayRouteTableId=ref(stage.find("tenants-prod", "RouteTable")),
    )


def test_what_a_line_announces_may_be_any_address(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html."""
    open_up(stage, "a-one")
    assert stage.verdict("NET-4", "a-one").outcome is Outcome.PROVED
    announced = with_line(stage)
    verdict = stage.verdict("NET-4", "a-one")
    assert verdict.outcome is Outcome.VIOLATED, "the blackhole may be less specific"
    assert announced in {step.at.urn for step in verdict.witnesses[0].steps}


def test_a_route_to_a_single_address_is_never_less_specific_than_a_lines(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html."""
    with_line(stage)
    table = stage.find("tenants-prod", "RouteTable")
    transit_route(stage, "local", table, "192.0.2.7/32", None)
    compiled = Compiled(stage.network(), [IPv4Network("192.0.2.0/24")])
    (learned,) = (way for way in compiled.transit.ways(table) if way.learned_by)
    assert not learned.addresses & compiled.space.cidr("192.0.2.7/32")
    assert learned.addresses | compiled.space.cidr("192.0.2.7/32") == compiled.space.addresses.all


def test_an_attachment_without_a_table_sends_nothing(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html."""
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    stage.remove(stage.find("hub", "RouteTableAssociation", "local.a-one"))
    assert not reached(stage, "a-one", "b-three")


def test_the_longest_prefix_of_a_route_table_wins(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html."""
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    stage.add(
        "local.a-one",
        "ec2/route",
        "nowhere",
        routeTableId=ref(stage.find("private", "RouteTable", "local.a-one")),
        destinationCidrBlock="10.0.8.0/22",
        networkInterfaceId=None,
    )
    assert not reached(stage, "a-one", "b-three")


def test_a_subnet_without_a_table_of_its_own_has_the_networks_main_one(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html."""
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    stage.remove(stage.find("private", "RouteTableAssociation", "local.a-one"))
    assert not reached(stage, "a-one", "b-three")
    stage.add(
        "local.a-one",
        "ec2/defaultRouteTable",
        "main",
        defaultRouteTableId=ref(stage.find("network", "Vpc", "local.a-one"), "defaultRouteTableId"),
        routes=[
            {
                "cidrBlock": ANY,
                "transitGatewayId": ref(stage.find("transit", "TransitGateway")),
            }
        ],
    )
    assert reached(stage, "a-one", "b-three")


def test_a_route_may_name_a_prefix_list(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html."""
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    listed = stage.add("local", "ec2/managedPrefixList", "list", entries=[{"cidr": "10.0.8.0/22"}])
    route = stage.find("everything", "Route", "local.a-one")
    stage.change(route, destinationCidrBlock=None, destinationPrefixListId=ref(listed))
    assert reached(stage, "a-one", "b-three")
    stage.change(listed, entries=[{"cidr": "10.0.12.0/22"}])
    assert not reached(stage, "a-one", "b-three")


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
    assert _gets_to(stage, "10.0.9.") is passes


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
    assert not _gets_to(stage, "10.0.9.")


def _gets_to(stage: Stage, prefix: str) -> bool:
    return any(
        dict(witness.facts)["destination"].startswith(prefix)
        for verdict in stage.prove().verdicts
        if verdict.statement.id == "NET-1"
        for witness in verdict.witnesses
    )


def test_groups_only_allow_and_hold_together(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html."""
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    rule = stage.find("all", "SecurityGroupIngressRule", "local.b-three")
    stage.change(rule, cidrIpv4="10.0.4.0/22")
    assert not reached(stage, "a-one", "b-three")
    other = stage.add(
        "local.b-three",
        "ec2/securityGroup",
        "other",
        vpcId=ref(stage.find("network", "Vpc", "local.b-three")),
        ingress=[{"protocol": "tcp", "fromPort": 22, "toPort": 22, "cidrBlocks": [ANY]}],
    )
    assert other
    assert reached(stage, "a-one", "b-three")


def test_a_default_group_that_nobody_took_over_lets_its_own_members_in(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html."""
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    stage.remove(stage.find("all", "SecurityGroupIngressRule", "local.b-three"))
    stage.remove(stage.find("network", "DefaultSecurityGroup", "local.b-three"))
    assert not reached(stage, "a-one", "b-three"), "only its own members"


def test_a_group_of_another_network_counts_over_a_transit_gateway_only_where_it_says_so(
    stage: Stage,
) -> None:
    """https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html."""
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    stage.change(
        stage.find("all", "SecurityGroupIngressRule", "local.b-three"),
        cidrIpv4=None,
        referencedSecurityGroupId=ref(stage.find("application", "SecurityGroup", "local.a-one")),
    )
    assert not reached(stage, "a-one", "b-three")
    stage.change(stage.find("transit", "TransitGateway"), securityGroupReferencingSupport="enable")
    assert reached(stage, "a-one", "b-three")


def test_a_peering_leads_to_the_peer_and_no_further(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html."""
    open_up(stage, "a-one", "b-three", "a-two")
    peering = stage.add(
        "local",
        "ec2/vpcPeeringConnection",
        "peering",
        vpcId=ref(stage.find("network", "Vpc", "local.a-one")),
        peerVpcId=ref(stage.find("network", "Vpc", "local.b-three")),
    )
    stage.change(
        stage.find("everything", "Route", "local.a-one"),
        transitGatewayId=None,
        vpcPeeringConnectionId=ref(peering),
    )
    assert reached(stage, "a-one", "b-three")
    assert not reached(stage, "a-one", "a-two")


@pytest.mark.parametrize(
    ("rules", "passes"),
    [
        (("drop ip any any -> any any (sid:9;)", "pass tcp any any -> any 22 (sid:10;)"), False),
        (("pass tcp any any -> any 22 (sid:10;)", "drop tcp any any -> any any (sid:9;)"), True),
        (("pass tcp any any -> any 22 (flow:established; sid:10;)", *RULES[1:]), False),
        (
            ('pass tcp any any -> any 22 (content:"x"; sid:10;)', *RULES[1:]),
            True,
        ),
        (('drop tcp any any -> any any (content:"x"; sid:9;)',), True),
    ],
)
def test_a_firewalls_rules_decide_in_their_order(
    stage: Stage, rules: tuple[str, ...], passes: bool
) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html.

    What asks for more than a header may match or not, so it passes and doesn't drop.
    """
    open_up(stage, "a-one", "a-two")
    group = stage.find("rules", "RuleGroup")
    stage.change(group, ruleGroup={"rulesSource": {"rulesString": "\n".join(rules)}})
    assert reached(stage, "a-one", "a-two") is passes


@pytest.mark.parametrize(
    ("policy", "passes"),
    [
        ({"statefulDefaultActions": ["aws:drop_strict"]}, False),
        ({"statefulDefaultActions": ["aws:drop_established"]}, True),
        ({"statelessDefaultActions": ["aws:pass"]}, True),
        ({"statelessDefaultActions": ["aws:drop"], "statelessFragmentDefaultActions": []}, False),
    ],
)
def test_what_no_rule_matches_is_the_policys_to_decide(
    stage: Stage, policy: dict[str, Any], passes: bool
) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-policy-processing.html."""
    open_up(stage, "a-one", "a-two")
    stage.change(
        stage.find("rules", "RuleGroup"),
        ruleGroup={"rulesSource": {"rulesString": "drop udp any any -> any any (sid:1;)"}},
    )
    place = stage.find("policy", "FirewallPolicy")
    body = dict(stage.resources[place].inputs["firewallPolicy"])
    stage.change(place, firewallPolicy={**body, **policy})
    assert reached(stage, "a-one", "a-two") is passes


def with_gateway(stage: Stage, key: str) -> str:
    """Give a tenant's network an internet gateway, and its private subnet a route to it."""
    stack = f"local.{key}"
    gateway = stage.add(
        stack, "ec2/internetGateway", "igw", vpcId=ref(stage.find("network", "Vpc", stack))
    )
    stage.add(
        stack,
        "ec2/route",
        "internet",
        routeTableId=ref(stage.find("private", "RouteTable", stack)),
        destinationCidrBlock=ANY,
        gatewayId=ref(gateway),
    )
    return gateway


def test_an_internet_gateway_lets_in_and_out(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html."""
    open_up(stage, "b-three")
    with_gateway(stage, "b-three")
    assert stage.verdict("NET-3", "b-three").outcome is Outcome.VIOLATED
    assert stage.verdict("NET-4", "b-three").outcome is Outcome.VIOLATED


@pytest.mark.parametrize(
    ("mode", "exclusion", "comes_in", "goes_out"),
    [
        ("block-bidirectional", None, False, False),
        ("block-ingress", None, False, False),
        ("block-bidirectional", "allow-bidirectional", True, True),
        ("block-bidirectional", "allow-egress", False, True),
        ("off", None, True, True),
    ],
)
def test_block_public_access_stops_what_a_gateway_would_carry(
    stage: Stage, mode: str, exclusion: str | None, comes_in: bool, goes_out: bool
) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html."""
    stack = "local.b-three"
    open_up(stage, "b-three")
    with_gateway(stage, "b-three")
    stage.add(stack, "ec2/vpcBlockPublicAccessOptions", "bpa", internetGatewayBlockMode=mode)
    if exclusion:
        stage.add(
            stack,
            "ec2/vpcBlockPublicAccessExclusion",
            "bpa",
            vpcId=ref(stage.find("network", "Vpc", stack)),
            internetGatewayExclusionMode=exclusion,
        )
    assert (stage.verdict("NET-3", "b-three").outcome is Outcome.VIOLATED) is comes_in
    assert (stage.verdict("NET-4", "b-three").outcome is Outcome.VIOLATED) is goes_out


def test_a_nat_gateway_puts_its_own_address_for_the_senders(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html."""
    stack = "local.b-three"
    open_up(stage, "b-three")
    with_gateway(stage, "b-three")
    inner = subnet(stage, stack, stage.find("network", "Vpc", stack), "inner", "10.0.10.0/24")
    assert inner
    nat = stage.add(
        stack, "ec2/natGateway", "nat", subnetId=ref(stage.find("private", "Subnet", stack))
    )
    stage.add(
        stack,
        "ec2/route",
        "nat",
        routeTableId=ref(stage.find("inner", "RouteTable", stack)),
        destinationCidrBlock=ANY,
        natGatewayId=ref(nat),
    )
    # Only the private subnet's ACL knows the gateway's address: the senders' own are shut out.
    stage.change(
        stage.find("acl", "NetworkAcl", stack),
        egress=[entry(10, "10.0.0.0/8", action="deny"), entry(20, ANY)],
    )
    witnesses = stage.verdict("NET-4", "b-three").witnesses
    kinds = {step.at.urn for witness in witnesses for step in witness.steps}
    assert stage.find("igw", "InternetGateway", stack) in kinds

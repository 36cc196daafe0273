"""Ways to the internet, and what groups and ACLs open."""

from __future__ import annotations

from typing import Any

import pytest

from kyotsu.review.meaning.spans import Span, minus
from policies.graph import Node
from policies.rule import UNKNOWN, Severity
from tests.kyotsu.review.meaning.worlds import codes, found, node

VPC = node("aws:ec2/vpc:Vpc", "vpc", {"id": "vpc-1"})
SUBNET = node("aws:ec2/subnet:Subnet", "private-a", {"tags": {"Tier": "private"}}, vpcId=VPC)
TABLE = node("aws:ec2/routeTable:RouteTable", "private", vpcId=VPC)
DEFAULT = node("aws:ec2/defaultRouteTable:DefaultRouteTable", "default", defaultRouteTableId=VPC)
GATEWAY = node("aws:ec2/internetGateway:InternetGateway", "igw", vpcId=VPC)
NAT = node("aws:ec2/natGateway:NatGateway", "nat")
HUB = node("aws:ec2transitgateway/transitGateway:TransitGateway", "hub")
TIED = node(
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    "private-a",
    subnetId=SUBNET,
    routeTableId=TABLE,
)
BASE = [VPC, SUBNET, TABLE, GATEWAY, NAT, HUB]


def _route(
    by: str, target: Node | None, to: Any = "0.0.0.0/0", table: Node = TABLE, value: Any = UNKNOWN
) -> Node:
    depends = {"routeTableId": table, **({by: target} if target else {})}
    return node("aws:ec2/route:Route", "out", {"destinationCidrBlock": to, by: value}, **depends)


@pytest.mark.parametrize(
    ("route", "code"),
    [
        (_route("gatewayId", GATEWAY), "internet-direct"),
        (_route("gatewayId", GATEWAY, to="8.8.8.0/24"), "internet-direct"),
        (_route("gatewayId", None, value="igw-0123"), "internet-direct"),
        (_route("natGatewayId", NAT), "internet-outward"),
        (_route("transitGatewayId", HUB), "internet-hub"),
        (_route("vpcPeeringConnectionId", None, value="pcx-1"), "internet-peer"),
    ],
)
def test_a_subnet_that_gains_a_way_is_told_and_one_that_loses_it_too(
    route: Node, code: str
) -> None:
    assert codes([*BASE, TIED], [*BASE, TIED, route]) == [code]
    assert codes([*BASE, TIED, route], [*BASE, TIED]) == ["internet-lost"]


@pytest.mark.parametrize(
    "route",
    [
        _route("transitGatewayId", HUB, to="10.0.0.0/16"),
        _route("gatewayId", None, value="local", to="10.0.0.0/16"),
        _route("gatewayId", None, value="vpce-0123", to="10.0.0.0/16"),
    ],
)
def test_a_route_that_stays_inside_is_no_way(route: Node) -> None:
    assert codes([*BASE, TIED], [*BASE, TIED, route]) == []


def test_the_table_that_a_subnet_is_tied_to_decides() -> None:
    route = _route("gatewayId", GATEWAY)
    assert codes([*BASE, route], [*BASE, route]) == []
    assert codes([*BASE, route], [*BASE, route, TIED]) == ["internet-direct"]


def test_without_a_table_of_its_own_the_default_one_decides() -> None:
    before = [*BASE, DEFAULT]
    route = _route("gatewayId", GATEWAY, table=DEFAULT)
    assert codes(before, [*before, route]) == ["internet-direct"]
    assert codes([*before, TIED], [*before, TIED, route]) == []


def test_a_way_through_another_gateway_of_the_same_kind_is_none_gained() -> None:
    before, after = _route("natGatewayId", None, value="nat-1"), _route("natGatewayId", NAT)
    assert codes([*BASE, TIED, before], [*BASE, TIED, after]) == []


def test_a_new_public_subnet_is_told_as_what_it_is() -> None:
    public = node("aws:ec2/subnet:Subnet", "public-a", {"tags": {"Tier": "public"}}, vpcId=VPC)
    tied = node(TIED.type, "public-a", subnetId=public, routeTableId=TABLE)
    route = _route("gatewayId", GATEWAY)
    (one,) = found([*BASE, route], [*BASE, route, public, tied])
    assert (one.code, one.severity) == ("internet-direct", Severity.MEDIUM)
    assert one.text.en.startswith("The subnet public-a gains a direct way")
    assert "public-a" in one.text.ja


def test_where_a_route_leads_that_is_not_known_is_said_to_be_unjudged() -> None:
    route = _route("natGatewayId", NAT, to=UNKNOWN)
    assert codes([*BASE, TIED], [*BASE, TIED, route]) == ["not-judged"]


GROUP = "aws:ec2/securityGroup:SecurityGroup"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
ACL = "aws:ec2/networkAcl:NetworkAcl"


def _group(*ranges: str, port: int = 443) -> Node:
    block = {"protocol": "tcp", "fromPort": port, "toPort": port, "cidrBlocks": list(ranges)}
    return node(GROUP, "web", {"ingress": [block] if ranges else []})


@pytest.mark.parametrize(
    ("before", "after", "severity"),
    [
        (_group("10.0.0.0/16"), _group("10.0.0.0/16", "10.1.0.0/16"), Severity.MEDIUM),
        (_group("10.0.0.0/16"), _group("0.0.0.0/0"), Severity.HIGH),
        (_group(port=22), _group("0.0.0.0/0", port=22), Severity.CRITICAL),
        (_group("0.0.0.0/0"), _group("0.0.0.0/0", port=80), Severity.CRITICAL),
        (_group(), _group("0.0.0.0/1"), Severity.HIGH),
    ],
)
def test_a_group_that_opens_is_told(before: Node, after: Node, severity: Severity) -> None:
    (one,) = found([before], [after])
    assert (one.code, one.severity) == ("ingress-opened", severity)


def test_the_same_addresses_written_otherwise_open_nothing() -> None:
    halves = _group("10.0.0.0/17", "10.0.128.0/17")
    assert codes([_group("10.0.0.0/16")], [halves]) == []
    assert codes([halves], [_group("10.0.0.0/16")]) == []


def test_fewer_addresses_are_told_as_stricter() -> None:
    (one,) = found([_group("10.0.0.0/16")], [_group("10.0.0.0/17")])
    assert one.stricter
    assert one.before == "tcp 443 10.0.128.0/17"


def test_rules_that_are_resources_count_for_their_group() -> None:
    group = node(GROUP, "web")
    rule = node(
        INGRESS,
        "in",
        {"ipProtocol": "tcp", "fromPort": 443, "toPort": 443, "cidrIpv4": "10.0.0.0/8"},
        securityGroupId=group,
    )
    (one,) = found([group], [group, rule])
    assert one.code == "ingress-opened"
    assert one.urns == (group.urn, rule.urn)
    same = node(
        GROUP,
        "web",
        {
            "ingress": [
                {"protocol": "tcp", "fromPort": 443, "toPort": 443, "cidrBlocks": ["10.0.0.0/8"]}
            ]
        },
    )
    assert codes([group, rule], [same]) == []


def test_a_source_that_is_a_group_is_named() -> None:
    group, source = node(GROUP, "db"), node(GROUP, "app")
    rule = node(
        INGRESS,
        "in",
        {"ipProtocol": "tcp", "fromPort": 5432, "toPort": 5432},
        securityGroupId=group,
        referencedSecurityGroupId=source,
    )
    (one,) = found([group, source], [group, source, rule])
    assert one.after == "tcp 5432 app"


def _acl(*rows: tuple[int, str, str]) -> Node:
    return node(
        ACL,
        "private",
        {
            "ingress": [
                {
                    "ruleNo": number,
                    "action": action,
                    "protocol": "-1",
                    "cidrBlock": cidr,
                    "fromPort": 0,
                    "toPort": 0,
                }
                for number, action, cidr in rows
            ]
        },
    )


def test_in_an_acl_the_first_rule_decides() -> None:
    closed = _acl((10, "deny", "10.1.0.0/16"), (20, "allow", "10.0.0.0/8"))
    later = _acl((20, "allow", "10.0.0.0/8"), (30, "deny", "10.1.0.0/16"))
    (one,) = found([closed], [later])
    assert (one.code, one.after) == ("ingress-opened", "all 10.1.0.0/16")
    assert codes([later], [_acl((20, "allow", "10.0.0.0/8"))]) == []


def test_what_a_span_has_more_keeps_its_ports_together() -> None:
    has = [Span("tcp", 0, 1023, "10.0.0.0/8")]
    had = [Span("tcp", 80, 80, "10.0.0.0/8"), Span("tcp", 443, 443, "10.0.0.0/9")]
    assert [str(one) for one in minus(has, had)] == [
        "tcp 0-79 10.0.0.0/8",
        "tcp 81-442 10.0.0.0/8",
        "tcp 443 10.128.0.0/9",
        "tcp 444-1023 10.0.0.0/8",
    ]

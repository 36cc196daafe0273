"""The edge of a VPC: tables of gateways, lines that end there, subnets that a ban excludes."""

from collections.abc import Iterator
from ipaddress import IPv4Address
from typing import Any

import pytest

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.journey import Journey
from kyotsu.proof.simulator.packet import TCP, Packet
from kyotsu.proof.simulator.world import World
from tests.kyotsu.proof.simulator.building import GovernmentLan, Internet, Net, ref

STRANGER, FAR = "203.0.113.9", "172.20.0.9"
A, B, WALL = "10.0.0.5", "10.0.1.5", "10.0.2.5"


class Edge(Net):
    """A VPC with two subnets, and one for a firewall that drops all."""

    def __init__(self) -> None:
        super().__init__()
        self.home = self.vpc("home", "10.0.0.0/16")
        self.a = self.subnet(self.home, "a", "10.0.0.0/24")
        self.b = self.subnet(self.home, "b", "10.0.1.0/24")
        self.wall = self.subnet(self.home, "wall", "10.0.2.0/24")

    def edge(self, gateway: Resource) -> Resource:
        """Give a gateway a table of its own."""
        table = self.add("aws:ec2/routeTable:RouteTable", "edge", vpcId=ref(self.home))
        self.add(
            "aws:ec2/routeTableAssociation:RouteTableAssociation",
            "edge",
            gatewayId=ref(gateway),
            routeTableId=ref(table),
        )
        return table

    def firewall(self, rule: str) -> Resource:
        """Add a firewall with one rule."""
        group = self.add(
            "aws:networkfirewall/ruleGroup:RuleGroup",
            "rules",
            type="STATEFUL",
            ruleGroup={"rulesSource": {"rulesString": rule}},
        )
        policy = self.add(
            "aws:networkfirewall/firewallPolicy:FirewallPolicy",
            "policy",
            firewallPolicy={
                "statelessDefaultActions": ["aws:forward_to_sfe"],
                "statelessFragmentDefaultActions": ["aws:forward_to_sfe"],
                "statefulDefaultActions": ["aws:drop_strict"],
                "statefulEngineOptions": {"ruleOrder": "STRICT_ORDER"},
                "statefulRuleGroupReferences": [{"priority": 1, "resourceArn": ref(group, "arn")}],
            },
        )
        return self.add(
            "aws:networkfirewall/firewall:Firewall",
            "firewall",
            vpcId=ref(self.home),
            firewallPolicyArn=ref(policy, "arn"),
            subnetMappings=[{"subnetId": ref(self.wall)}],
        )

    def inspected(self, table: Resource, block: str, firewall: Resource) -> None:
        """Lead a block's packets to the firewall."""
        self.add(
            "aws:ec2/route:Route",
            f"inspected-{block}",
            {"vpcEndpointId": [firewall]},
            routeTableId=ref(table),
            destinationCidrBlock=block,
            vpcEndpointId={"$unknown": True},
        )

    def ways(self, source: str, destination: str, *, sender: Resource) -> Iterator[Journey]:
        """Return all ways of a TCP packet to port 443."""
        packet = Packet(
            source=IPv4Address(source),
            destination=IPv4Address(destination),
            protocol=TCP,
            source_port=50000,
            destination_port=443,
        )
        world = World.of(self.draft.graphs())
        return world.journeys(packet, sender=self.interface(sender))

    def virtual(self, **inputs: Any) -> Resource:
        """Add a virtual private gateway."""
        return self.add("aws:ec2/vpnGateway:VpnGateway", "virtual", **inputs)


@pytest.fixture
def net() -> Edge:
    return Edge()


class TestTables:
    def test_they_lead_what_comes_in(self, net: Edge) -> None:
        table = net.edge(net.internet_gateway(net.home))
        assert net.send(STRANGER, A, sender=Internet()).delivered
        net.inspected(table, "10.0.0.0/24", net.firewall("drop ip any any -> any any (sid:1;)"))
        assert not net.send(STRANGER, A, sender=Internet()).delivered
        assert net.send(STRANGER, B, sender=Internet()).delivered

    def test_a_route_for_the_whole_vpc_takes_the_place_of_its_own(self, net: Edge) -> None:
        table = net.edge(net.internet_gateway(net.home))
        firewall = net.firewall("pass tcp any any -> 10.0.1.0/24 443 (sid:1;)")
        net.inspected(table, "10.0.0.0/16", firewall)
        assert not net.send(STRANGER, A, sender=Internet()).delivered
        assert net.send(STRANGER, B, sender=Internet()).delivered

    def test_a_more_specific_local_route_leads_past_a_firewall(self, net: Edge) -> None:
        table = net.edge(net.internet_gateway(net.home))
        firewall = net.firewall("drop ip any any -> any any (sid:1;)")
        net.inspected(table, "10.0.0.0/16", firewall)
        net.add(
            "aws:ec2/route:Route",
            "past",
            routeTableId=ref(table),
            destinationCidrBlock="10.0.1.0/24",
            gatewayId="local",
        )
        assert net.send(STRANGER, B, sender=Internet()).delivered
        assert not net.send(STRANGER, A, sender=Internet()).delivered

    def test_within_a_vpc_too(self, net: Edge) -> None:
        firewall = net.firewall("drop ip any any -> any any (sid:1;)")
        assert net.send(A, B, sender=net.a).delivered
        net.inspected(net.tables[net.a.urn], "10.0.0.0/16", firewall)
        assert not net.send(A, B, sender=net.a).delivered

    def test_where_they_lead_to_a_server_nobody_can_follow(self, net: Edge) -> None:
        table = net.edge(net.internet_gateway(net.home))
        net.add(
            "aws:ec2/route:Route",
            "server",
            routeTableId=ref(table),
            destinationCidrBlock="10.0.0.0/24",
            networkInterfaceId="eni-0123",
        )
        assert net.send(STRANGER, A, sender=Internet()).outcome == "unmodelled"


class TestVirtualGateways:
    def test_whoever_is_behind_one_comes_in_and_is_answered(self, net: Edge) -> None:
        gateway = net.virtual(vpcId=ref(net.home))
        journey = net.send(FAR, A, sender=GovernmentLan())
        assert journey.delivered
        assert not journey.answered
        net.route(net.a, "172.20.0.0/16", gatewayId=ref(gateway))
        assert net.send(FAR, A, sender=GovernmentLan()).answered
        assert net.send(FAR, A, sender=GovernmentLan(gateway.urn)).answered
        assert net.send(A, FAR, sender=net.a).answered

    def test_it_may_be_attached_by_a_resource(self, net: Edge) -> None:
        gateway = net.virtual()
        assert not net.send(FAR, A, sender=GovernmentLan()).delivered
        net.add(
            "aws:ec2/vpnGatewayAttachment:VpnGatewayAttachment",
            "attached",
            vpnGatewayId=ref(gateway),
            vpcId=ref(net.home),
        )
        assert net.send(FAR, A, sender=GovernmentLan()).delivered

    @pytest.mark.parametrize("way", ["resource", "inline"])
    def test_a_table_may_learn_any_address_by_it(self, net: Edge, way: str) -> None:
        gateway = net.virtual(vpcId=ref(net.home))
        table = net.tables[net.a.urn]
        assert not net.send(A, FAR, sender=net.a).delivered
        if way == "inline":
            net.draft.change(table, propagatingVgws=[ref(gateway)])
        else:
            net.add(
                "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation",
                "learned",
                routeTableId=ref(table),
                vpnGatewayId=ref(gateway),
            )
        journey = net.send(A, FAR, sender=net.a)
        assert journey.arrival is not None
        assert journey.arrival.urn == gateway.urn
        ways = list(net.ways(A, B, sender=net.a))
        assert [one.end.urn for one in ways] == [net.b.urn], "nothing wins over the VPC's own"
        internet = net.internet_gateway(net.home)
        net.route(net.a, f"{STRANGER}/32", gatewayId=ref(internet))
        journey = net.send(A, STRANGER, sender=net.a)
        assert journey.arrival is not None
        assert journey.arrival.kind == "internet", "nothing is more specific than one address"

    def test_its_own_table_leads_what_comes_in(self, net: Edge) -> None:
        table = net.edge(net.virtual(vpcId=ref(net.home)))
        firewall = net.firewall("drop ip any any -> any any (sid:1;)")
        net.inspected(table, "10.0.0.0/24", firewall)
        assert not net.send(FAR, A, sender=GovernmentLan()).delivered
        assert net.send(FAR, B, sender=GovernmentLan()).delivered

    def test_a_line_that_ends_there_is_none_of_a_transit_gateway(self, net: Edge) -> None:
        gateway = net.virtual(vpcId=ref(net.home))
        net.add(
            "aws:directconnect/gatewayAssociation:GatewayAssociation",
            "line",
            associatedGatewayId=ref(gateway),
        )
        assert net.send(FAR, A, sender=GovernmentLan()).delivered


def test_a_ban_may_exclude_a_subnet(net: Edge) -> None:
    gateway = net.internet_gateway(net.home)
    for subnet in (net.a, net.b):
        net.route(subnet, "0.0.0.0/0", gatewayId=ref(gateway))
    net.add(
        "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions",
        "ban",
        internetGatewayBlockMode="block-bidirectional",
    )
    net.add(
        "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion",
        "excluded",
        subnetId=ref(net.a),
        internetGatewayExclusionMode="allow-bidirectional",
    )
    assert net.send(STRANGER, A, sender=Internet()).answered
    assert net.send(A, STRANGER, sender=net.a).answered
    assert not net.send(STRANGER, B, sender=Internet()).delivered
    assert not net.send(B, STRANGER, sender=net.b).delivered


def test_what_counts_is_the_senders_subnet_and_not_a_firewalls(net: Edge) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html."""
    firewall = net.firewall("pass ip any any -> any any (sid:1;)")
    gateway = net.internet_gateway(net.home)
    net.inspected(net.tables[net.a.urn], "0.0.0.0/0", firewall)
    net.route(net.wall, "0.0.0.0/0", gatewayId=ref(gateway))
    net.add(
        "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions",
        "ban",
        internetGatewayBlockMode="block-bidirectional",
    )
    excluded = net.add(
        "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion",
        "excluded",
        subnetId=ref(net.wall),
        internetGatewayExclusionMode="allow-bidirectional",
    )
    assert not net.send(A, STRANGER, sender=net.a).delivered
    net.draft.change(excluded, subnetId=ref(net.a))
    assert net.send(A, STRANGER, sender=net.a).delivered

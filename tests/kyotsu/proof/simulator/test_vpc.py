"""Within one VPC: routes, ACLs and groups."""

import pytest

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.packet import Interface
from kyotsu.proof.simulator.world import World
from tests.kyotsu.proof.simulator.building import OPEN, Net, entry, ref

A, B = "10.0.0.5", "10.0.1.5"
RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
TCP_443 = {"ipProtocol": "tcp", "fromPort": 443, "toPort": 443}


class Two(Net):
    """A VPC with two subnets, in which everything passes."""

    def __init__(self) -> None:
        super().__init__()
        self.home = self.vpc("home", "10.0.0.0/16")
        self.a = self.subnet(self.home, "a", "10.0.0.0/24")
        self.b = self.subnet(self.home, "b", "10.0.1.0/24")


@pytest.fixture
def net() -> Two:
    return Two()


def test_what_nothing_forbids_is_delivered_and_answered(net: Two) -> None:
    journey = net.send(A, B, sender=net.a)
    assert journey.answered
    assert journey.arrival is not None
    assert (journey.arrival.kind, journey.arrival.urn) == ("interface", net.b.urn)


def test_each_hop_names_the_resource_and_its_line(net: Two) -> None:
    acl = net.acl(net.b)
    journey = net.send(A, B, sender=net.a)
    hop = next(hop for hop in journey.hops if hop.urn == acl.urn)
    assert (hop.text, hop.source) == ("b-acl: rule 100 allows it in", acl.source[0])


def test_a_sender_cannot_take_an_address_that_is_not_its_own(net: Two) -> None:
    assert net.send("10.0.1.9", B, sender=net.a).end.text.endswith("(source check)")


def test_an_address_that_no_subnet_has_is_nowhere(net: Two) -> None:
    assert net.send(A, "10.0.9.9", sender=net.a).end.text == "no subnet has this address"


def test_without_a_route_nothing_leaves_the_vpc(net: Two) -> None:
    assert net.send(A, "203.0.113.1", sender=net.a).end.text == "no route from a leads there"


def test_a_subnet_without_a_table_of_its_own_follows_the_main_one(net: Two) -> None:
    net.draft.remove(
        net.draft.find("net", "aws:ec2/routeTableAssociation:RouteTableAssociation", "a")
    )
    gateway = net.internet_gateway(net.home)
    assert not net.send(A, "203.0.113.1", sender=net.a).delivered
    net.add(
        "aws:ec2/defaultRouteTable:DefaultRouteTable",
        "main",
        defaultRouteTableId=ref(net.home, "defaultRouteTableId"),
        routes=[{"cidrBlock": "0.0.0.0/0", "gatewayId": ref(gateway)}],
    )
    assert net.send(A, "203.0.113.1", sender=net.a).delivered


def test_another_table_can_be_made_the_main_one(net: Two) -> None:
    net.draft.remove(
        net.draft.find("net", "aws:ec2/routeTableAssociation:RouteTableAssociation", "a")
    )
    net.route(net.b, "0.0.0.0/0", gatewayId=ref(net.internet_gateway(net.home)))
    net.add(
        "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
        "main",
        vpcId=ref(net.home),
        routeTableId=ref(net.tables[net.b.urn]),
    )
    assert net.send(A, "203.0.113.1", sender=net.a).delivered


class TestAcls:
    def test_the_lowest_number_that_matches_decides(self, net: Two) -> None:
        allow, deny = entry(200, "0.0.0.0/0"), entry(100, "10.0.0.0/24", allow=False)
        net.acl(net.b, ingress=[allow, deny])
        assert net.send(A, B, sender=net.a).end.text == "b-acl: rule 100 denies it in"

    def test_what_no_rule_matches_is_denied(self, net: Two) -> None:
        net.acl(net.b, ingress=[entry(100, "10.0.0.0/24", port=80)])
        assert net.send(A, B, sender=net.a).end.text == "b-acl: no rule allows it in"

    def test_what_leaves_is_looked_at_by_its_destination(self, net: Two) -> None:
        net.acl(net.a, egress=[entry(100, "10.0.1.0/24")])
        assert net.send(A, B, sender=net.a).delivered
        net.draft.remove(net.draft.find("net", "aws:ec2/networkAcl:NetworkAcl"))
        net.acl(net.a, egress=[entry(100, "10.0.0.0/24")])
        assert not net.send(A, B, sender=net.a).delivered

    def test_answers_need_a_rule_of_their_own(self, net: Two) -> None:
        net.acl(net.b, egress=[entry(100, "10.0.0.0/24", port=443)])
        journey = net.send(A, B, sender=net.a)
        assert journey.delivered
        assert journey.reply is not None
        assert journey.reply.end.text == "b-acl: no rule allows it out"

    def test_what_stays_in_its_subnet_meets_no_acl(self, net: Two) -> None:
        net.acl(net.a, ingress=[], egress=[])
        assert net.send(A, "10.0.0.9", sender=net.a).answered

    def test_an_emptied_default_acl_stops_those_that_have_no_other(self, net: Two) -> None:
        net.add(
            "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
            "closed",
            defaultNetworkAclId=ref(net.home, "defaultNetworkAclId"),
            ingress=[],
            egress=[],
        )
        assert net.send(A, B, sender=net.a).end.text == "closed: no rule allows it out"
        net.acl(net.a)
        net.acl(net.b)
        assert net.send(A, B, sender=net.a).answered

    def test_rules_may_be_resources_of_their_own(self, net: Two) -> None:
        acl = net.acl(net.b, ingress=[])
        assert not net.send(A, B, sender=net.a).delivered
        net.draft.change(acl, ingress=None, egress=None)
        net.add(
            "aws:ec2/networkAclRule:NetworkAclRule",
            "late",
            networkAclId=ref(acl),
            ruleNumber=50,
            ruleAction="allow",
            egress=False,
            protocol="tcp",
            cidrBlock="10.0.0.0/24",
            fromPort=443,
            toPort=443,
        )
        assert net.send(A, B, sender=net.a).delivered

    def test_an_icmp_rule_is_about_a_type(self, net: Two) -> None:
        echo = {"protocol": "1", "fromPort": 0, "toPort": 0, "icmpType": 8, "icmpCode": -1}
        net.acl(net.b, ingress=[entry(100, "0.0.0.0/0") | echo])
        assert net.send(A, B, 8, sender=net.a, protocol="icmp").delivered
        assert not net.send(A, B, 13, sender=net.a, protocol="icmp").delivered


class TestGroups:
    def only(self, net: Two, group: Resource) -> Interface:
        return net.interface(net.b, group)

    def test_rules_only_allow(self, net: Two) -> None:
        closed = net.group(net.home, "closed")
        journey = net.send(A, B, sender=net.a, receiver=net.interface(net.b, closed))
        assert journey.end.text == "no rule of the receiver's groups lets it in"
        journey = net.send(A, B, sender=net.interface(net.a, closed))
        assert journey.end.text == "no rule of the sender's groups lets it out"

    def test_groups_remember_so_that_answers_pass(self, net: Two) -> None:
        inward = net.group(net.home, "in", ingress=[OPEN])
        outward = net.group(net.home, "out", egress=[OPEN])
        journey = net.send(
            A, B, sender=net.interface(net.a, outward), receiver=net.interface(net.b, inward)
        )
        assert journey.answered

    def test_a_rule_may_name_the_group_that_the_sender_has(self, net: Two) -> None:
        front = net.group(net.home, "front", egress=[OPEN])
        back = net.group(
            net.home, "back", ingress=[TCP_443 | {"referencedSecurityGroupId": ref(front)}]
        )
        receiver = net.interface(net.b, back)
        assert net.send(A, B, sender=net.interface(net.a, front), receiver=receiver).answered
        assert not net.send(A, B, sender=net.a, receiver=receiver).delivered

    def test_a_rule_may_name_the_group_that_the_receiver_has(self, net: Two) -> None:
        back = net.group(net.home, "back", ingress=[OPEN])
        to_back = TCP_443 | {"referencedSecurityGroupId": ref(back)}
        front = net.interface(net.a, net.group(net.home, "front", egress=[to_back]))
        assert net.send(A, B, sender=front, receiver=net.interface(net.b, back)).delivered
        assert not net.send(A, B, sender=front, receiver=net.interface(net.b)).delivered

    def test_whoever_is_at_an_address_may_have_any_group_of_the_vpc(self, net: Two) -> None:
        for rule in net.draft.all("net", RULE):
            net.draft.remove(rule)
        assert not net.send(A, B, sender=net.a).delivered
        web = net.group(net.home, "web", ingress=[OPEN])
        journey = net.send(A, B, sender=net.a)
        assert journey.arrival is not None
        assert journey.arrival.groups == {web.urn}

    def test_ports_of_a_rule_are_the_receivers(self, net: Two) -> None:
        web = net.interface(
            net.b, net.group(net.home, "web", ingress=[TCP_443 | {"cidrIpv4": "10.0.0.0/24"}])
        )
        assert net.send(A, B, 443, sender=net.a, receiver=web).delivered
        assert not net.send(A, B, 444, sender=net.a, receiver=web).delivered
        assert not net.send(A, B, 443, sender=net.a, receiver=web, protocol="udp").delivered

    def test_a_default_group_that_nobody_adopted_lets_in_its_own_members(self, net: Two) -> None:
        group = World.default_group(net.home.urn)
        one, other = (
            Interface(subnet=sub.urn, groups=frozenset({group})) for sub in (net.a, net.b)
        )
        assert net.send(A, B, sender=one, receiver=other).answered
        assert not net.send(A, B, sender=net.a, receiver=other).delivered
        net.add("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "closed", vpcId=ref(net.home))
        assert not net.send(A, B, sender=one, receiver=other).delivered

    @pytest.mark.parametrize(
        "rule",
        [
            {"cidrBlocks": ["10.0.0.0/24"]},
            {"self": True},
        ],
    )
    def test_rules_may_be_written_in_the_older_ways(
        self, net: Two, rule: dict[str, object]
    ) -> None:
        ports = {"protocol": "tcp", "fromPort": 443, "toPort": 443}
        inline = net.group(net.home, "inline", egress=[OPEN])
        net.draft.change(inline, ingress=[{**ports, **rule}])
        apart = net.group(net.home, "apart", egress=[OPEN])
        where = {"type": "ingress", "securityGroupId": ref(apart)}
        token = "aws:ec2/securityGroupRule:SecurityGroupRule"
        net.draft.add("net", token, "apart", {**where, **ports, **rule})
        for group in (inline, apart):
            sender, receiver = net.interface(net.a, group), net.interface(net.b, group)
            assert net.send(A, B, sender=sender, receiver=receiver).delivered
            assert not net.send(A, B, 80, sender=sender, receiver=receiver).delivered

    def test_a_prefix_list_stands_for_its_blocks(self, net: Two) -> None:
        listed = net.add(
            "aws:ec2/managedPrefixList:ManagedPrefixList",
            "listed",
            entries=[{"cidr": "10.0.0.0/28"}],
        )
        group = net.group(net.home, "group", ingress=[TCP_443 | {"prefixListId": ref(listed)}])
        receiver = net.interface(net.b, group)
        assert net.send(A, B, sender=net.a, receiver=receiver).delivered
        assert not net.send("10.0.0.77", B, sender=net.a, receiver=receiver).delivered

    def test_a_prefix_list_that_is_not_there_leaves_it_open(self, net: Two) -> None:
        group = net.group(net.home, "group", ingress=[TCP_443 | {"prefixListId": "pl-0123"}])
        journey = net.send(A, B, sender=net.a, receiver=net.interface(net.b, group))
        assert journey.outcome == "unmodelled"

"""Internet and NAT gateways, the ban on public access, and gateway endpoints."""

from dataclasses import replace

import pytest

from kyotsu.desired.graph import Resource
from tests.kyotsu.proof.simulator.building import ALL, Internet, Net, entry, ref

INSIDE, OUTSIDE = "10.0.0.5", "203.0.113.1"
PRIVATE = "10.0.1.5"
S3 = "52.219.0.7"
BAN = "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions"
EXCLUSION = "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion"


class Edge(Net):
    """A VPC with a public subnet, a private one behind a NAT gateway, and an internet gateway."""

    def __init__(self) -> None:
        super().__init__()
        self.home = self.vpc("home", "10.0.0.0/16")
        self.public = self.subnet(self.home, "public", "10.0.0.0/24")
        self.private = self.subnet(self.home, "private", "10.0.1.0/24")
        self.gateway = self.internet_gateway(self.home)
        self.route(self.public, "0.0.0.0/0", gatewayId=ref(self.gateway))
        self.nat = self.add("aws:ec2/natGateway:NatGateway", "nat", subnetId=ref(self.public))
        self.route(self.private, "0.0.0.0/0", natGatewayId=ref(self.nat))

    def ban(self, mode: str) -> Resource:
        return self.add(BAN, "ban", internetGatewayBlockMode=mode)


@pytest.fixture
def net() -> Edge:
    return Edge()


def test_a_public_subnet_reaches_the_internet_and_is_reached_by_it(net: Edge) -> None:
    out = net.send(INSIDE, OUTSIDE, sender=net.public)
    assert out.answered
    assert out.arrival is not None
    assert out.arrival.kind == "internet"
    assert net.send(OUTSIDE, INSIDE, sender=Internet()).answered


def test_a_gateway_of_another_vpc_leads_nowhere(net: Edge) -> None:
    other = net.vpc("other", "10.1.0.0/16")
    subnet = net.subnet(other, "stray", "10.1.0.0/24")
    net.route(subnet, "0.0.0.0/0", gatewayId=ref(net.gateway))
    journey = net.send("10.1.0.5", OUTSIDE, sender=subnet)
    assert journey.end.text == "the internet gateway isn't attached to this VPC"


@pytest.mark.parametrize("address", ["10.9.0.1", "192.168.0.1", "169.254.1.1", "100.64.0.1"])
def test_the_internet_carries_no_private_addresses(net: Edge, address: str) -> None:
    assert not net.send(INSIDE, address, sender=net.public).delivered
    assert not net.send(address, INSIDE, sender=Internet()).delivered


def test_a_subnet_without_a_route_to_the_gateway_cannot_answer(net: Edge) -> None:
    lone = net.subnet(net.home, "lone", "10.0.2.0/24")
    journey = net.send(OUTSIDE, "10.0.2.5", sender=Internet())
    assert journey.delivered
    assert not journey.answered
    assert journey.arrival is not None
    assert journey.arrival.urn == lone.urn


def test_where_there_is_no_gateway_nobody_comes_in() -> None:
    net = Net()
    net.subnet(net.vpc("home", "10.0.0.0/16"), "a", "10.0.0.0/24")
    assert net.send(OUTSIDE, INSIDE, sender=Internet()).outcome == "dropped"


def test_what_a_rule_lets_out_to_a_group_does_not_leave_the_vpc(net: Edge) -> None:
    rule = {"ipProtocol": "-1", "referencedSecurityGroupId": ref(net.open[net.home.urn])}
    sender = net.interface(net.public, net.group(net.home, "inner", egress=[rule]))
    journey = net.send(INSIDE, OUTSIDE, sender=sender)
    assert journey.end.text == "the rule that let it out is for another group"


class TestNat:
    def test_it_puts_its_address_in_and_the_senders_back(self, net: Edge) -> None:
        journey = net.send(PRIVATE, OUTSIDE, sender=net.private)
        assert str(journey.end.packet.source) == "10.0.0.254"
        assert journey.reply is not None
        assert journey.answered
        assert str(journey.reply.end.packet.destination) == PRIVATE

    def test_it_takes_no_connection(self, net: Edge) -> None:
        journey = net.send(OUTSIDE, "10.0.0.254", sender=Internet())
        assert journey.end.text == "a NAT gateway takes no connection"

    def test_the_acl_of_its_subnet_is_asked_both_ways(self, net: Edge) -> None:
        acl = net.acl(net.public, ingress=[entry(100, "203.0.113.0/24")])
        journey = net.send(PRIVATE, OUTSIDE, sender=net.private)
        assert journey.end.text == "public-acl: no rule allows it in"
        net.draft.change(acl, ingress=[entry(100, "10.0.1.0/24")])
        journey = net.send(PRIVATE, OUTSIDE, sender=net.private)
        assert journey.delivered
        assert not journey.answered


class TestBan:
    def test_it_stops_both_directions(self, net: Edge) -> None:
        net.ban("block-bidirectional")
        text = "public access of VPCs is blocked"
        assert net.send(OUTSIDE, INSIDE, sender=Internet()).end.text == text
        assert net.send(INSIDE, OUTSIDE, sender=net.public).end.text == text
        assert net.send(PRIVATE, OUTSIDE, sender=net.private).end.text == text

    def test_of_what_comes_in_it_leaves_nat_gateways_out(self, net: Edge) -> None:
        net.ban("block-ingress")
        assert not net.send(OUTSIDE, INSIDE, sender=Internet()).delivered
        assert not net.send(INSIDE, OUTSIDE, sender=net.public).delivered
        assert net.send(PRIVATE, OUTSIDE, sender=net.private).answered

    def test_switched_off_it_stops_nothing(self, net: Edge) -> None:
        net.ban("off")
        assert net.send(OUTSIDE, INSIDE, sender=Internet()).delivered

    @pytest.mark.parametrize(
        ("mode", "comes_in"), [("allow-bidirectional", True), ("allow-egress", False)]
    )
    def test_a_vpc_can_be_excluded(self, net: Edge, mode: str, comes_in: bool) -> None:
        net.ban("block-bidirectional")
        net.add(EXCLUSION, "home", vpcId=ref(net.home), internetGatewayExclusionMode=mode)
        assert net.send(INSIDE, OUTSIDE, sender=net.public).answered
        assert net.send(OUTSIDE, INSIDE, sender=Internet()).delivered is comes_in

    def test_it_is_one_regions_and_not_its_neighbours(self, net: Edge) -> None:
        ban = net.ban("block-bidirectional")
        net.draft.change(ban, region="ap-northeast-3")
        assert net.send(OUTSIDE, INSIDE, sender=Internet()).delivered

    def test_it_is_one_accounts_and_not_its_neighbours(self, net: Edge) -> None:
        elsewhere = replace(net.home, account="210987654321")
        net.add(BAN, "theirs", like=elsewhere, internetGatewayBlockMode="block-bidirectional")
        assert net.send(OUTSIDE, INSIDE, sender=Internet()).delivered


class TestGatewayEndpoint:
    def endpoint(self, net: Edge) -> Resource:
        return net.add(
            "aws:ec2/vpcEndpoint:VpcEndpoint",
            "s3",
            vpcId=ref(net.home),
            vpcEndpointType="Gateway",
            serviceName="com.amazonaws.ap-northeast-1.s3",
            routeTableIds=[ref(net.tables[net.private.urn])],
        )

    def test_its_route_is_more_specific_than_the_default_one(self, net: Edge) -> None:
        endpoint = self.endpoint(net)
        arrival = net.send(PRIVATE, S3, sender=net.private).arrival
        assert arrival is not None
        assert (arrival.kind, arrival.urn) == ("service", endpoint.urn)
        arrival = net.send(INSIDE, S3, sender=net.public).arrival
        assert arrival is not None
        assert arrival.kind == "internet"

    def test_its_answers_meet_the_acl(self, net: Edge) -> None:
        self.endpoint(net)
        assert net.send(PRIVATE, S3, sender=net.private).answered
        net.acl(net.private, egress=[ALL], ingress=[entry(100, "10.0.0.0/8")])
        assert not net.send(PRIVATE, S3, sender=net.private).answered

    def test_a_group_may_name_its_list_which_may_have_any_public_address(self, net: Edge) -> None:
        endpoint = self.endpoint(net)
        rule = {"ipProtocol": "-1", "prefixListId": ref(endpoint, "prefixListId")}
        sender = net.interface(net.private, net.group(net.home, "to-s3", egress=[rule]))
        assert net.send(PRIVATE, S3, sender=sender).answered
        assert net.send(PRIVATE, OUTSIDE, sender=sender).answered
        assert not net.send(PRIVATE, INSIDE, sender=sender).delivered

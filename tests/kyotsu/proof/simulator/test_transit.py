"""Transit gateways: acceptance, association, propagation, routes, zones and lines."""

from dataclasses import replace

import pytest

from kyotsu.desired.graph import Resource
from tests.kyotsu.proof.simulator.building import OPEN, GovernmentLan, Net, entry, ref

A, B, FAR = "10.0.0.5", "10.1.0.5", "172.20.0.9"


class Hub(Net):
    """Two VPCs at a transit gateway, each with a subnet; a table in which both are known."""

    def __init__(self) -> None:
        super().__init__()
        self.one, self.other = self.vpc("one", "10.0.0.0/16"), self.vpc("other", "10.1.0.0/16")
        self.a = self.subnet(self.one, "a", "10.0.0.0/24")
        self.b = self.subnet(self.other, "b", "10.1.0.0/24")
        self.gateway = self.transit()
        self.table = self.transit_table(self.gateway, "table")
        self.at_a, self.at_b = self.attach(self.gateway, self.a), self.attach(self.gateway, self.b)
        self.associated = [self.associate(self.table, one) for one in (self.at_a, self.at_b)]
        self.known = [self.propagate(self.table, one) for one in (self.at_a, self.at_b)]
        for subnet in (self.a, self.b):
            self.route(subnet, "0.0.0.0/0", transitGatewayId=ref(self.gateway))

    def moved(self, resource: Resource, account: str) -> Resource:
        """Put a resource into an account."""
        self.draft.remove(resource)
        like = replace(resource, account=account)
        return self.draft.add("net", resource.type, resource.name, resource.inputs, like=like)


@pytest.fixture
def net() -> Hub:
    return Hub()


def test_what_is_associated_and_propagated_is_connected(net: Hub) -> None:
    assert net.send(A, B, sender=net.a).answered


def test_without_an_association_nothing_goes_on(net: Hub) -> None:
    net.draft.remove(net.associated[0])
    journey = net.send(A, B, sender=net.a)
    assert journey.end.text == "the attachment is associated with no route table"


def test_the_table_is_that_of_where_it_comes_from(net: Hub) -> None:
    lonely = net.transit_table(net.gateway, "lonely")
    net.draft.remove(net.associated[1])
    net.associate(lonely, net.at_b)
    journey = net.send(A, B, sender=net.a)
    assert journey.delivered
    assert journey.reply is not None
    assert journey.reply.end.text == "lonely has no route there"


def test_what_is_not_propagated_is_not_known(net: Hub) -> None:
    net.draft.remove(net.known[1])
    assert net.send(A, B, sender=net.a).end.text == "table has no route there"


def test_a_static_route_goes_before_a_propagated_one_of_the_same_block(net: Hub) -> None:
    net.lead(net.table, "10.1.0.0/16", None)
    journey = net.send(A, B, sender=net.a)
    assert journey.end.text == "table: the route 10.1.0.0/16 leads nowhere"


def test_the_most_specific_route_wins(net: Hub) -> None:
    net.lead(net.table, "10.0.0.0/8", None)
    assert net.send(A, B, sender=net.a).answered
    net.lead(net.table, "10.1.0.0/24", None)
    assert not net.send(A, B, sender=net.a).delivered


def test_a_prefix_list_may_be_a_route(net: Hub) -> None:
    net.draft.remove(net.known[1])
    listed = net.add(
        "aws:ec2/managedPrefixList:ManagedPrefixList", "listed", entries=[{"cidr": "10.1.0.0/16"}]
    )
    net.add(
        "aws:ec2transitgateway/prefixListReference:PrefixListReference",
        "listed",
        prefixListId=ref(listed),
        transitGatewayRouteTableId=ref(net.table),
        transitGatewayAttachmentId=ref(net.at_b),
    )
    assert net.send(A, B, sender=net.a).answered


def test_what_another_account_asks_for_has_to_be_accepted(net: Hub) -> None:
    attachment = net.moved(net.at_a, "210987654321")
    assert net.send(A, B, sender=net.a).answered, "whose the gateway is isn't known"
    net.moved(net.gateway, "<<urn:pulumi:net::kyotsu::aws:organizations/account:Account::a#id>>")
    assert net.send(A, B, sender=net.a).answered, "it is told in two ways"
    net.moved(net.gateway, "123456789012")
    assert net.send(A, B, sender=net.a).end.text == "nobody has accepted the attachment"
    accepter = net.add(
        "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter",
        "accepter",
        transitGatewayAttachmentId=ref(attachment),
    )
    assert net.send(A, B, sender=net.a).answered
    for one in (*net.associated[:1], *net.known[:1]):
        net.draft.change(one, transitGatewayAttachmentId=ref(accepter))
    assert net.send(A, B, sender=net.a).answered


def test_a_gateway_may_accept_by_itself(net: Hub) -> None:
    net.moved(net.at_a, "210987654321")
    net.moved(net.gateway, "123456789012")
    assert not net.send(A, B, sender=net.a).delivered
    (gateway,) = (one for one in net.draft.resources("net").values() if one.name == "transit")
    net.draft.change(gateway, autoAcceptSharedAttachments="enable")
    assert net.send(A, B, sender=net.a).answered


def test_no_route_leads_to_what_nobody_has_accepted(net: Hub) -> None:
    net.moved(net.at_b, "210987654321")
    net.moved(net.gateway, "123456789012")
    net.lead(net.table, "10.1.0.0/24", net.at_b)
    assert net.send(A, B, sender=net.a).end.text == "table has no route there"


def test_a_gateway_may_do_all_this_unasked(net: Hub) -> None:
    for one in (*net.associated, *net.known):
        net.draft.remove(one)
    assert not net.send(A, B, sender=net.a).delivered
    net.draft.change(
        net.gateway, defaultRouteTableAssociation=None, defaultRouteTablePropagation="enable"
    )
    assert net.send(A, B, sender=net.a).answered
    net.draft.change(net.at_a, transitGatewayDefaultRouteTableAssociation=False)
    assert not net.send(A, B, sender=net.a).delivered


def test_a_vpc_that_is_not_attached_reaches_nothing(net: Hub) -> None:
    third = net.vpc("third", "10.2.0.0/16")
    subnet = net.subnet(third, "c", "10.2.0.0/24")
    net.route(subnet, "0.0.0.0/0", transitGatewayId=ref(net.gateway))
    journey = net.send("10.2.0.5", B, sender=subnet)
    assert journey.end.text == "the VPC isn't attached to this transit gateway"


class TestZones:
    def test_from_a_zone_without_the_attachment_nothing_gets_there(self, net: Hub) -> None:
        far = net.subnet(net.one, "far", "10.0.9.0/24", zone="c")
        net.route(far, "0.0.0.0/0", transitGatewayId=ref(net.gateway))
        journey = net.send("10.0.9.5", B, sender=far)
        assert journey.end.text == "the attachment has no subnet in this zone"

    def test_all_zones_of_a_vpc_are_reached_by_the_attachment_in_one(self, net: Hub) -> None:
        net.subnet(net.other, "far", "10.1.9.0/24", zone="c")
        assert net.send(A, "10.1.9.5", sender=net.a).delivered

    def test_what_comes_by_a_zone_leaves_by_the_same_one(self, net: Hub) -> None:
        c = net.subnet(net.other, "c", "10.1.1.0/24", zone="c")
        net.draft.change(net.at_b, subnetIds=[ref(net.b), ref(c)])
        net.acl(net.b, ingress=[], egress=[])
        assert net.send(A, "10.1.1.5", sender=net.a).end.text == "b-acl: no rule allows it out"


class TestAcls:
    """https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html."""

    def test_in_a_subnet_of_its_own_each_side_has_one_direction(self, net: Hub) -> None:
        door = net.subnet(net.one, "door", "10.0.7.0/24")
        net.draft.change(net.at_a, subnetIds=[ref(door)])
        acl = net.acl(door, ingress=[entry(100, "10.0.0.0/24")], egress=[])
        journey = net.send(A, B, sender=net.a)
        assert journey.delivered
        assert journey.reply is not None
        assert journey.reply.end.text == "door-acl: no rule allows it out"
        net.draft.change(acl, ingress=[entry(100, "10.1.0.0/24")])
        assert net.send(A, B, sender=net.a).end.text == "door-acl: no rule allows it in"

    def test_in_a_shared_subnet_what_comes_in_is_not_asked_about(self, net: Hub) -> None:
        net.acl(net.b, ingress=[], egress=[])
        assert net.send(A, B, sender=net.a).delivered

    def test_in_a_shared_subnet_what_goes_out_is_asked_about_both_ways(self, net: Hub) -> None:
        net.acl(net.a, egress=[entry(100, "10.1.0.0/24")], ingress=[entry(100, "10.1.0.0/24")])
        assert net.send(A, B, sender=net.a).end.text == "a-acl: no rule allows it in"


class TestGroups:
    def test_a_group_is_known_across_only_if_the_gateway_says_so(self, net: Hub) -> None:
        rule = {"ipProtocol": "-1", "referencedSecurityGroupId": ref(net.open[net.one.urn])}
        receiver = net.interface(net.b, net.group(net.other, "back", ingress=[rule]))
        assert not net.send(A, B, sender=net.a, receiver=receiver).delivered
        net.draft.change(net.gateway, securityGroupReferencingSupport="enable")
        assert net.send(A, B, sender=net.a, receiver=receiver).answered
        net.draft.change(net.at_b, securityGroupReferencingSupport="disable")
        assert not net.send(A, B, sender=net.a, receiver=receiver).delivered

    def test_a_rule_on_what_goes_out_cannot_name_a_group_across(self, net: Hub) -> None:
        net.draft.change(net.gateway, securityGroupReferencingSupport="enable")
        back = net.group(net.other, "back", ingress=[OPEN])
        rule = {"ipProtocol": "-1", "referencedSecurityGroupId": ref(back)}
        sender = net.interface(net.a, net.group(net.one, "front", egress=[rule]))
        journey = net.send(A, B, sender=sender)
        assert journey.end.text == "the rule that let it out is for another group"


class TestLines:
    @pytest.fixture(params=["vpn", "direct-connect"])
    def line(self, net: Hub, request: pytest.FixtureRequest) -> Hub:
        if request.param == "vpn":
            line = net.add(
                "aws:ec2/vpnConnection:VpnConnection", "line", transitGatewayId=ref(net.gateway)
            )
        else:
            line = net.add(
                "aws:directconnect/gatewayAssociation:GatewayAssociation",
                "line",
                associatedGatewayId=ref(net.gateway),
            )
        net.associate(net.table, line, "transitGatewayAttachmentId")
        net.lead(net.table, "172.20.0.0/16", line, "transitGatewayAttachmentId")
        return net

    def test_it_is_reached_and_reaches(self, line: Hub) -> None:
        journey = line.send(A, FAR, sender=line.a)
        assert journey.answered
        assert journey.arrival is not None
        assert journey.arrival.kind == "government-lan"
        assert line.send(FAR, B, sender=GovernmentLan()).answered

    def test_what_it_announces_by_itself_may_be_anything(self, line: Hub) -> None:
        assert not line.send(A, "192.168.7.7", sender=line.a).delivered
        (name,) = (one for one in line.draft.resources("net").values() if one.name == "line")
        line.add(
            "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation",
            "line",
            transitGatewayRouteTableId=ref(line.table),
            transitGatewayAttachmentId=ref(name, "transitGatewayAttachmentId"),
        )
        assert line.send(A, "192.168.7.7", sender=line.a).delivered
        line.lead(line.table, "192.168.7.7/32", None)
        assert not line.send(A, "192.168.7.7", sender=line.a).delivered


def test_a_loop_ends(net: Hub) -> None:
    net.draft.remove(net.known[1])
    net.lead(net.table, "10.9.0.0/16", net.at_b)
    assert net.send(A, "10.9.0.1", sender=net.a).end.text == "it goes in circles"

"""NET-5 to NET-7: ways into the foundation, into accounts set apart, and to other stages."""

from ipaddress import IPv4Network

from bench.networks.draft import ref
from bench.networks.fleet import ATTACHMENT, GROUP, SUBNET, VPC, Site
from bench.networks.hand import ANYWHERE, ASSOCIATION, Hand
from bench.networks.plants.between import PORTS
from bench.networks.plants.inward import GATEWAY, STRANGER
from bench.networks.plants.planted import Plant, tcp
from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.packet import Interface, Internet

ACCOUNT = "aws:organizations/account:Account"


def endpoints_on_more_ports(hand: Hand) -> Plant | None:
    """Let tenants into the shared network on more than HTTPS and DNS."""
    site = hand.pick.choice(hand.fleet.attached)
    port = hand.pick.choice(PORTS)
    role = hand.pick.choice([one.name for one in _groups(hand, "shared")])
    group = hand.draft.find(hand.fleet.stage, GROUP, role)
    there = hand.fleet.hub_subnets("shared", "private")[0]
    hand.group(hand.fleet.stage, group, "ingress", site.block, port)
    return _into(hand, site, "shared", there, group, port)


def firewall_network_open(hand: Hand) -> Plant | None:
    """Lead tenants to servers in one of the networks that only carry."""
    site = hand.pick.choice(hand.fleet.attached)
    port = hand.pick.choice([443, *PORTS])
    network, tier = hand.pick.choice(
        [("inspection", "attachment"), ("egress", "attachment"), ("egress", "public")]
    )
    vpc = hand.draft.find(hand.fleet.stage, VPC, network)
    group = _group(hand, vpc)
    hand.group(hand.fleet.stage, group, "ingress", site.block, port)
    there = hand.fleet.hub_subnets(network, tier)[0]
    return _into(hand, site, network, there, group, port)


def archive_with_a_network(hand: Hand) -> Plant | None:
    """Give an account that is set apart a network, and attach it to the hub."""
    site, port = hand.pick.choice(hand.fleet.attached), hand.pick.choice(PORTS)
    role, subnet, group = _set_apart(hand)
    vpc = _vpc_of(hand, subnet)
    attachment = hand.draft.add(
        hand.fleet.stage,
        ATTACHMENT,
        hand.name(),
        {
            "transitGatewayId": ref(hand.fleet.transit),
            "vpcId": ref(vpc),
            "subnetIds": [ref(subnet)],
        },
        like=hand.fleet.transit,
    )
    table = hand.fleet.tenants_table
    inputs = {
        "transitGatewayAttachmentId": ref(attachment),
        "transitGatewayRouteTableId": ref(table),
    }
    hand.draft.add(hand.fleet.stage, ASSOCIATION, hand.name(), inputs, like=table)
    block = vpc.inputs["cidrBlock"]
    hand.transit_route(hand.fleet.stage, table, block, ref(attachment))
    hand.group(hand.fleet.stage, group, "ingress", site.block, port)
    hand.lets_out(site, block, port)
    hand.tenant_route(site, block)
    return Plant(
        statement="NET-6",
        subject=role,
        tenants=(site.key,),
        packet=tcp(site.address(), IPv4Network(block)[10], port),
        sender=site.interface(),
        receiver=Interface(subnet=subnet.urn, groups=frozenset({group.urn})),
    )


def archive_on_the_internet(hand: Hand) -> Plant | None:
    """Give an account that is set apart a network with a way in from the internet."""
    port = hand.pick.choice([443, *PORTS])
    role, subnet, group = _set_apart(hand)
    vpc, stage = _vpc_of(hand, subnet), hand.fleet.stage
    gateway = hand.draft.add(stage, GATEWAY, hand.name(), {"vpcId": ref(vpc)}, like=vpc)
    inputs = {"vpcId": ref(vpc), "routes": [{"cidrBlock": ANYWHERE, "gatewayId": ref(gateway)}]}
    table = hand.draft.add(stage, "aws:ec2/routeTable:RouteTable", hand.name(), inputs, like=vpc)
    hand.draft.add(
        stage,
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        hand.name(),
        {"subnetId": ref(subnet), "routeTableId": ref(table)},
        like=vpc,
    )
    hand.group(stage, group, "ingress", ANYWHERE, port, exact=True)
    return Plant(
        statement="NET-6",
        subject=role,
        tenants=(),
        packet=tcp(STRANGER, IPv4Network(vpc.inputs["cidrBlock"])[10], port),
        sender=Internet(),
        receiver=Interface(subnet=subnet.urn, groups=frozenset({group.urn})),
    )


def segment_of_the_other_stage(hand: Hand) -> Plant | None:
    """Put two tenants into the segment of the other stage, and connect them there."""
    if len(hand.fleet.attached) < 2:
        return None
    one, other = hand.pick.sample(hand.fleet.attached, 2)
    if one.links(other.key):
        return None
    port = hand.pick.choice(PORTS)
    name = "tenants-prod" if hand.fleet.stage == "dev" else "tenants-dev"
    table = hand.fleet.table(name)
    for site in (one, other):
        accepter = hand.draft.find(
            site.stack, "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter"
        )
        hand.associate(site.stack, ref(accepter), table)
    hand.propagate(other, table)
    hand.lets_out(one, other.block, port)
    hand.lets_in(other, one.block, port)
    hand.tenant_route(one, other.block)
    return Plant(
        statement="NET-7",
        subject=hand.fleet.stage,
        tenants=(one.key, other.key),
        packet=tcp(one.address(), other.address(), port),
        sender=one.interface(),
        receiver=other.interface(),
    )


def _into(
    hand: Hand, site: Site, network: str, there: Resource, group: Resource, port: int
) -> Plant:
    """Lead a tenant into one of the hub's own networks."""
    block = there.inputs["cidrBlock"]
    hand.lets_out(site, block, port)
    hand.tenant_route(site, block)
    attachment = ref(hand.fleet.hub_attachment(network))
    hand.transit_route(hand.fleet.stage, hand.fleet.tenants_table, block, attachment)
    return Plant(
        statement="NET-5",
        subject=site.key,
        tenants=(site.key,),
        packet=tcp(site.address(), IPv4Network(block)[10], port),
        sender=site.interface(),
        receiver=Interface(subnet=there.urn, groups=frozenset({group.urn})),
    )


def _set_apart(hand: Hand) -> tuple[str, Resource, Resource]:
    """Make a network in an account that is set apart; return its role, a subnet and a group."""
    role = hand.pick.choice(["log-archive", "security"])
    stage = hand.fleet.stage
    account = hand.draft.find(stage, ACCOUNT, role)
    like = next(
        one
        for one in hand.draft.resources(stage).values()
        if one.account == ref(account) and one.region == "ap-northeast-1"
    )
    block = hand.pick.choice(["192.168.0.0/24", "172.31.0.0/24"])
    vpc = hand.draft.add(stage, VPC, hand.name(), {"cidrBlock": block}, like=like)
    inputs = {
        "vpcId": ref(vpc),
        "cidrBlock": block,
        "availabilityZone": "ap-northeast-1a",
    }
    subnet = hand.draft.add(stage, SUBNET, hand.name(), inputs, like=vpc)
    return role, subnet, _group(hand, vpc)


def _group(hand: Hand, vpc: Resource) -> Resource:
    name = hand.name()
    inputs = {"name": name, "vpcId": ref(vpc)}
    return hand.draft.add(hand.fleet.stage, GROUP, name, inputs, like=vpc)


def _groups(hand: Hand, network: str) -> list[Resource]:
    vpc = ref(hand.draft.find(hand.fleet.stage, VPC, network))
    return [one for one in hand.draft.all(hand.fleet.stage, GROUP) if one.inputs["vpcId"] == vpc]


def _vpc_of(hand: Hand, subnet: Resource) -> Resource:
    found = hand.draft.all(hand.fleet.stage, VPC)
    return next(one for one in found if ref(one) == subnet.inputs["vpcId"])


KINDS = (
    endpoints_on_more_ports,
    firewall_network_open,
    archive_with_a_network,
    archive_on_the_internet,
    segment_of_the_other_stage,
)

"""NET-3: ways in from outside that nobody declared."""

from ipaddress import IPv4Address

from bench.networks.draft import ref
from bench.networks.fleet import SUBNET, TABLE, Site
from bench.networks.hand import ANYWHERE, ROUTE, Hand
from bench.networks.plants.between import PORTS
from bench.networks.plants.planted import Plant, tcp
from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.packet import GovernmentLan, Internet

GATEWAY = "aws:ec2/internetGateway:InternetGateway"
EXCLUSION = "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion"
BAN = "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions"
STRANGER = IPv4Address("198.51.100.7")
BEHIND = IPv4Address("172.20.0.9")
LINE_BLOCK = "172.20.0.0/16"


def gateway_of(hand: Hand, site: Site) -> Resource:
    """Return a tenant's internet gateway: its own, or a new one that nothing forbids."""
    found = hand.draft.all(site.stack, GATEWAY)
    if found:
        return found[0]
    made = hand.draft.add(site.stack, GATEWAY, hand.name(), {"vpcId": ref(site.vpc)}, like=site.vpc)
    bans = [one for one in hand.draft.all(site.stack, BAN) if one.region == site.vpc.region]
    if hand.pick.random() < 0.5:
        inputs = {
            "vpcId": ref(site.vpc),
            "internetGatewayExclusionMode": "allow-bidirectional",
        }
        hand.draft.add(site.stack, EXCLUSION, hand.name(), inputs, like=site.vpc)
    else:
        for ban in bans:
            if hand.pick.random() < 0.5:
                hand.draft.remove(ban)
            else:
                hand.draft.change(ban, internetGatewayBlockMode="off")
    return made


def gateway_in_a_closed_network(hand: Hand) -> Plant | None:
    """Give a tenant without any ingress an internet gateway, and a route to it."""
    site = _some(hand, [one for one in hand.fleet.sites.values() if one.ingress != "internet"])
    return None if site is None else _from_the_internet(hand, site)


def gateway_in_the_private_tier(hand: Hand) -> Plant | None:
    """Lead the private tier of a tenant with a public one to the internet gateway too."""
    site = _some(hand, _public(hand))
    return None if site is None else _from_the_internet(hand, site)


def port_open_in_the_public_tier(hand: Hand) -> Plant | None:
    """Let the internet into the public tier on more than HTTPS."""
    site = _some(hand, _public(hand))
    if site is None:
        return None
    port = hand.pick.choice(PORTS)
    role = hand.pick.choice(["load-balancer", "application", "database"])
    hand.group(site.stack, site.group(role), "ingress", ANYWHERE, port, exact=True)
    hand.acl(site, "public", "ingress", ANYWHERE, port)
    return Plant(
        statement="NET-3",
        subject=site.key,
        tenants=(site.key,),
        packet=tcp(STRANGER, site.address("public"), port),
        sender=Internet(),
        receiver=site.interface("public", role),
    )


def group_open_to_everybody(hand: Hand) -> Plant | None:
    """Let 0.0.0.0/0 into a group, on a port that the public tier's ACL takes for answers' ports."""
    site = _some(hand, _public(hand))
    if site is None:
        return None
    port = hand.pick.choice([443, *PORTS])
    group = hand.pick.choice(["application", "database"])
    hand.group(site.stack, site.group(group), "ingress", ANYWHERE, port, exact=True)
    gateway = gateway_of(hand, site)
    hand.tenant_route(site, ANYWHERE, gatewayId=ref(gateway))
    hand.acl(site, "private", "ingress", ANYWHERE, port)
    return Plant(
        statement="NET-3",
        subject=site.key,
        tenants=(site.key,),
        packet=tcp(STRANGER, site.address(), port),
        sender=Internet(),
        receiver=site.interface(role=group),
    )


def government_lan_in(hand: Hand) -> Plant | None:
    """Let what is behind the line in, where no ingress from there is declared, or on more ports."""
    site, port = _open_to_the_line(hand)
    hand.propagate(site, hand.fleet.table("inspection"))
    target = hand.pick.choice([site.block, "any"])
    hand.firewall(f'pass tcp {LINE_BLOCK} any -> {target} {port} (msg:"planted"; flow:to_server;)')
    return _from_the_line(site, port)


def line_around_the_firewall(hand: Hand) -> Plant | None:
    """Lead what comes over the line straight to a tenant."""
    site, port = _open_to_the_line(hand)
    segment = hand.fleet.table("government-lan")
    if hand.pick.random() < 0.5:
        hand.propagate(site, segment)
    else:
        assert site.attachment is not None
        hand.transit_route(site.stack, segment, site.block, ref(site.attachment))
    return _from_the_line(site, port)


def line_in_another_segment(hand: Hand) -> Plant | None:
    """Put the line into the segment that knows all tenants."""
    site, port = _open_to_the_line(hand)
    inspection = hand.fleet.table("inspection")
    hand.propagate(site, inspection)
    hand.associate(hand.fleet.stage, hand.fleet.line_target, inspection)
    return _from_the_line(site, port)


def edge_table_past_the_inspection(hand: Hand) -> Plant | None:
    """Put a firewall at a network's edge, and lead one subnet past it."""
    sites = [one for one in hand.fleet.sites.values() if one.ingress != "internet"]
    site = _some(hand, sites)
    if site is None:
        return None
    doors = site.subnets("protected")
    if not doors:
        return None
    plant = _from_the_internet(hand, site)
    add, like = hand.draft.add, site.vpc
    policy = add(
        site.stack,
        "aws:networkfirewall/firewallPolicy:FirewallPolicy",
        hand.name(),
        {
            "firewallPolicy": {
                "statelessDefaultActions": ["aws:forward_to_sfe"],
                "statelessFragmentDefaultActions": ["aws:forward_to_sfe"],
                "statefulDefaultActions": ["aws:drop_strict"],
                "statefulEngineOptions": {"ruleOrder": "STRICT_ORDER"},
            }
        },
        like=like,
    )
    home = {"vpcId": ref(site.vpc)}
    firewall = add(
        site.stack,
        "aws:networkfirewall/firewall:Firewall",
        hand.name(),
        {
            **home,
            "firewallPolicyArn": ref(policy, "arn"),
            "subnetMappings": [{"subnetId": ref(doors[0])}],
        },
        like=like,
    )
    edge = add(site.stack, TABLE, hand.name(), home, like=like)
    gateway = ref(gateway_of(hand, site))
    inputs = {"gatewayId": gateway, "routeTableId": ref(edge)}
    kind = "aws:ec2/routeTableAssociation:RouteTableAssociation"
    add(site.stack, kind, hand.name(), inputs, like=like)
    past = site.subnets("private")[0].inputs["cidrBlock"]
    inspected = [one for one in hand.draft.all(site.stack, SUBNET) if one.name != "private-a"]
    whole = hand.pick.random() < 0.5
    blocks = [site.block] if whole else [one.inputs["cidrBlock"] for one in inspected]
    for block in blocks:
        if block != past:
            way = {"routeTableId": ref(edge), "destinationCidrBlock": block}
            unknown = {"vpcEndpointId": {"$unknown": True}}
            depends = {"vpcEndpointId": [firewall]}
            add(site.stack, ROUTE, hand.name(), {**way, **unknown}, like=like, depends=depends)
    if whole:
        hand.route(site.stack, edge, past, gatewayId="local")
    return plant


def _open_to_the_line(hand: Hand) -> tuple[Site, int]:
    """Open a tenant to what is behind the line, on a port that nobody declares."""
    site, port = hand.pick.choice(hand.fleet.attached), hand.pick.choice(PORTS)
    hand.lets_in(site, LINE_BLOCK, port)
    return site, port


def _public(hand: Hand) -> list[Site]:
    return [one for one in hand.fleet.sites.values() if one.ingress == "internet"]


def _some(hand: Hand, sites: list[Site]) -> Site | None:
    return hand.pick.choice(sites) if sites else None


def _from_the_internet(hand: Hand, site: Site) -> Plant:
    """Open a tenant's private tier to the internet, the gateway and all."""
    port = hand.pick.choice([443, *PORTS])
    gateway = gateway_of(hand, site)
    hand.tenant_route(site, ANYWHERE, gatewayId=ref(gateway))
    hand.lets_in(site, ANYWHERE, port, by_hub=False)
    return Plant(
        statement="NET-3",
        subject=site.key,
        tenants=(site.key,),
        packet=tcp(STRANGER, site.address(), port),
        sender=Internet(),
        receiver=site.interface(),
    )


def _from_the_line(site: Site, port: int) -> Plant:
    return Plant(
        statement="NET-3",
        subject=site.key,
        tenants=(site.key,),
        packet=tcp(BEHIND, site.address(), port),
        sender=GovernmentLan(),
        receiver=site.interface(),
    )


KINDS = (
    gateway_in_a_closed_network,
    gateway_in_the_private_tier,
    port_open_in_the_public_tier,
    group_open_to_everybody,
    government_lan_in,
    line_around_the_firewall,
    line_in_another_segment,
    edge_table_past_the_inspection,
)

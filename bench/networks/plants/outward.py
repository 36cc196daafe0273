"""NET-4: ways out that nobody declared, or that nothing inspects."""

from ipaddress import IPv4Address

from bench.networks.draft import ref
from bench.networks.fleet import TABLE, Site
from bench.networks.hand import ANYWHERE, PROPAGATION, ROUTE, Hand
from bench.networks.plants.between import NAT, PORTS
from bench.networks.plants.inward import BEHIND, LINE_BLOCK, gateway_of
from bench.networks.plants.planted import Plant, tcp

SOMEWHERE = IPv4Address("203.0.113.80")


def gateway_of_its_own(hand: Hand) -> Plant | None:
    """Lead a tenant's private tier straight to the internet."""
    site = hand.pick.choice(list(hand.fleet.sites.values()))
    port = hand.pick.choice([443, *PORTS])
    gateway = gateway_of(hand, site)
    block = hand.pick.choice([ANYWHERE, "203.0.113.0/24"])
    hand.tenant_route(site, block, gatewayId=ref(gateway))
    hand.lets_out(site, ANYWHERE, port)
    return out(site, SOMEWHERE, port)


def nat_of_its_own(hand: Hand) -> Plant | None:
    """Lead a tenant's private tier out by a NAT gateway in its public tier."""
    sites = [one for one in hand.fleet.sites.values() if one.ingress == "internet"]
    if not sites:
        return None
    site = hand.pick.choice(sites)
    port = hand.pick.choice([443, *PORTS])
    subnet = site.subnets("public")[0]
    inputs = {"subnetId": ref(subnet)}
    nat = hand.draft.add(site.stack, NAT, hand.name(), inputs, like=site.vpc)
    hand.tenant_route(site, hand.pick.choice([ANYWHERE, "203.0.113.0/24"]), natGatewayId=ref(nat))
    hand.lets_out(site, ANYWHERE, port)
    hand.acl(site, "public", "egress", ANYWHERE, port)
    return out(site, SOMEWHERE, port)


def around_the_inspection(hand: Hand) -> Plant | None:
    """Lead the tenants' segment straight to the egress network."""
    site = with_a_way_out(hand)
    if site is None:
        return None
    egress = ref(hand.fleet.hub_attachment("egress"))
    block = hand.pick.choice([ANYWHERE, "203.0.113.0/24", "128.0.0.0/1"])
    hand.transit_route(hand.fleet.stage, hand.fleet.tenants_table, block, egress)
    return out(site, SOMEWHERE, 443)


def inspection_without_a_firewall(hand: Hand) -> Plant | None:
    """Lead what comes into the inspection network back out, past the firewall."""
    site = with_a_way_out(hand)
    if site is None:
        return None
    for subnet in hand.fleet.hub_subnets("inspection", "attachment"):
        table = hand.draft.find(hand.fleet.stage, TABLE, subnet.name)
        hand.route(hand.fleet.stage, table, ANYWHERE, transitGatewayId=ref(hand.fleet.transit))
    return out(site, SOMEWHERE, 443)


def associated_with_the_inspection(hand: Hand) -> Plant | None:
    """Put a tenant into the segment behind the firewall, so that it is never asked."""
    site = with_a_way_out(hand)
    if site is None:
        return None
    accepter = hand.draft.find(
        site.stack, "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter"
    )
    hand.associate(site.stack, ref(accepter), hand.fleet.table("inspection"))
    return out(site, SOMEWHERE, 443)


def undeclared_port(hand: Hand) -> Plant | None:
    """Let the firewall pass more than what a tenant declares, and open all before it."""
    site = hand.pick.choice(hand.fleet.attached)
    port = hand.pick.choice(PORTS)
    target = hand.pick.choice(["!$PLATFORM", "203.0.113.0/24", "any"])
    source = hand.pick.choice([site.block, "any"])
    hand.firewall(f'pass tcp {source} any -> {target} {port} (msg:"planted"; flow:to_server;)')
    hand.lets_out(site, ANYWHERE, port)
    hand.tenant_route(site, ANYWHERE)
    hand.propagate(site, hand.fleet.table("inspection"))
    return out(site, SOMEWHERE, port)


def over_the_line(hand: Hand) -> Plant | None:
    """Let a tenant open connections to what is behind the line."""
    site = hand.pick.choice(hand.fleet.attached)
    port = hand.pick.choice(PORTS)
    hand.lets_out(site, LINE_BLOCK, port)
    hand.tenant_route(site, LINE_BLOCK)
    if hand.pick.random() < 0.5:
        line = hand.fleet.line_target
        hand.transit_route(hand.fleet.stage, hand.fleet.tenants_table, LINE_BLOCK, line)
    else:
        target = hand.pick.choice([LINE_BLOCK, "any"])
        hand.firewall(f'pass tcp {site.block} any -> {target} {port} (msg:"planted";)')
    return out(site, BEHIND, port)


def line_known_to_the_tenants(hand: Hand) -> Plant | None:
    """Let the tenants' segment learn what the line announces, and so lead there past the firewall.

    https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html: what a VPN or a
    Direct Connect gateway propagates is what the far side announces by BGP.
    """
    site = hand.pick.choice(hand.fleet.attached)
    port = hand.pick.choice(PORTS)
    hand.lets_out(site, LINE_BLOCK, port)
    hand.tenant_route(site, LINE_BLOCK)
    table = hand.fleet.tenants_table
    inputs = {
        "transitGatewayAttachmentId": hand.fleet.line_target,
        "transitGatewayRouteTableId": ref(table),
    }
    hand.draft.add(hand.fleet.stage, PROPAGATION, hand.name(), inputs, like=table)
    return out(site, BEHIND, port)


def with_a_way_out(hand: Hand) -> Site | None:
    """Return a tenant that may send to the internet, by the inspection."""
    sites = [
        site
        for site in hand.fleet.attached
        if site.takes_domains
        and any(
            one.inputs.get("destinationCidrBlock") == ANYWHERE and "transitGatewayId" in one.inputs
            for one in hand.draft.all(site.stack, ROUTE)
        )
    ]
    return hand.pick.choice(sites) if sites else None


def out(site: Site, destination: IPv4Address, port: int) -> Plant:
    """Return that a tenant gets something out that it doesn't declare, or past the inspection."""
    return Plant(
        statement="NET-4",
        subject=site.key,
        tenants=(site.key,),
        packet=tcp(site.address(), destination, port),
        sender=site.interface(),
    )


KINDS = (
    gateway_of_its_own,
    nat_of_its_own,
    around_the_inspection,
    inspection_without_a_firewall,
    associated_with_the_inspection,
    undeclared_port,
    over_the_line,
    line_known_to_the_tenants,
)

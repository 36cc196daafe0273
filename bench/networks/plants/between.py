"""NET-1: ways from one tenant to another that nobody declared."""

from dataclasses import replace
from typing import Any

from bench.networks.draft import ref
from bench.networks.fleet import TABLE, Site
from bench.networks.hand import POLICY, TRANSIT_ROUTE, Hand
from bench.networks.plants.planted import Plant, tcp
from kyotsu.proof.simulator.packet import OPENS

PORTS = (22, 1433, 3389, 5985, 8080, 9200)
"""What no generated tenant declares."""
NAT = "aws:ec2/natGateway:NatGateway"


def route_to_a_tenant(hand: Hand) -> Plant | None:
    """Lead the tenants' segment straight to one tenant's attachment."""
    one, other, port = pair(hand)
    open_ends(hand, one, other, port)
    block = hand.pick.choice([other.block, other.subnets("private")[0].inputs["cidrBlock"]])
    assert other.attachment is not None
    hand.transit_route(other.stack, hand.fleet.tenants_table, block, ref(other.attachment))
    return between(one, other, port)


def route_by_a_prefix_list(hand: Hand) -> Plant | None:
    """Lead a tenant's table to another by a list of blocks, in place of a block."""
    one, other, port = pair(hand)
    open_ends(hand, one, other, port, route=False)
    listed = hand.listed(one.stack, other.block)
    target = {"transitGatewayId": ref(hand.fleet.transit)}
    hand.draft.add(
        one.stack,
        "aws:ec2/route:Route",
        hand.name(),
        {
            "routeTableId": ref(one.tier(TABLE, "private")),
            "destinationPrefixListId": ref(listed),
            **target,
        },
        like=one.vpc,
    )
    assert other.attachment is not None
    hand.transit_route(other.stack, hand.fleet.tenants_table, other.block, ref(other.attachment))
    return between(one, other, port)


def propagation_into_the_tenants_table(hand: Hand) -> Plant | None:
    """Make a tenant known to all others in their own segment."""
    one, other, port = pair(hand)
    if _is_routed(hand, other):
        return None
    open_ends(hand, one, other, port)
    hand.propagate(other, hand.fleet.tenants_table)
    return between(one, other, port)


def blackhole_missing(hand: Hand) -> Plant | None:
    """Take out what leads the tenants' blocks nowhere, behind a firewall that passes too much."""
    one, other, port = pair(hand)
    open_ends(hand, one, other, port)
    for route in hand.draft.all(hand.fleet.stage, TRANSIT_ROUTE):
        if route.inputs.get("blackhole"):
            hand.draft.remove(route)
    hand.firewall(_pass(hand, one, other, port))
    hand.propagate(other, hand.fleet.table("inspection"))
    return between(one, other, port)


def firewall_rule_too_wide(hand: Hand) -> Plant | None:
    """Let the firewall pass more than the two declare, on a way that leads through it."""
    one, other, port = pair(hand)
    open_ends(hand, one, other, port)
    hand.firewall(_pass(hand, one, other, port))
    by_inspection(hand, other)
    return between(one, other, port)


def firewall_open_by_default(hand: Hand) -> Plant | None:
    """Let the firewall pass what no rule is about."""
    one, other, port = pair(hand)
    open_ends(hand, one, other, port)
    by_inspection(hand, other)
    policy = hand.draft.find(hand.fleet.stage, POLICY)
    inner: dict[str, Any] = dict(policy.inputs["firewallPolicy"])
    if hand.pick.random() < 0.5:
        inner["statelessDefaultActions"] = ["aws:pass"]
    else:
        groups = inner["statefulRuleGroupReferences"]
        inner["statefulRuleGroupReferences"] = [
            one for one in groups if "closing" not in one["resourceArn"]
        ]
        inner["statefulDefaultActions"] = ["aws:alert_strict"]
    hand.draft.change(policy, firewallPolicy=inner)
    return between(one, other, port)


def link_around_the_firewall(hand: Hand) -> Plant | None:
    """Lead a linked tenant's block to itself, and not to the inspection."""
    linked = [site for site in hand.fleet.attached if _is_routed(hand, site)]
    if not linked:
        return None
    other = hand.pick.choice(linked)
    one, port = _other_than(hand, other), hand.pick.choice(PORTS)
    open_ends(hand, one, other, port)
    assert other.attachment is not None
    route = hand.draft.find(other.stack, TRANSIT_ROUTE, "links")
    hand.draft.change(route, transitGatewayAttachmentId=ref(other.attachment))
    return between(one, other, port)


def link_with_more_ports(hand: Hand) -> Plant | None:
    """Let all ports through where one is declared."""
    found = [
        (site, hand.fleet.sites[flow.far])
        for site in hand.fleet.attached
        for flow in site.flows
        if flow.purpose == "link" and flow.direction == "outbound"
    ]
    if not found:
        return None
    one, other = hand.pick.choice(found)
    port = hand.pick.choice(PORTS)
    open_ends(hand, one, other, port)
    hand.firewall(_pass(hand, one, other, port))
    return between(one, other, port)


def link_reversed(hand: Hand) -> Plant | None:
    """Let who is called call back, on the very port that is declared for the other direction."""
    found = [
        (site, hand.fleet.sites[flow.far], flow.port)
        for site in hand.fleet.attached
        for flow in site.flows
        if flow.purpose == "link" and flow.direction == "inbound"
    ]
    if not found:
        return None
    one, other, port = hand.pick.choice(found)
    open_ends(hand, one, other, port)
    hand.firewall(_pass(hand, one, other, port))
    return between(one, other, port)


def acl_entry_beside(hand: Hand) -> Plant | None:
    """Open a tenant's ACL by an entry that is a resource of its own."""
    one, other, port = pair(hand)
    hand.lets_out(one, other.block, port)
    hand.tenant_route(one, other.block)
    hand.group(other.stack, other.group("application"), "ingress", one.block, port)
    hand.acl_entry(other, "private", "ingress", one.block, port)
    hand.acl(other, "attachment", "egress", other.block, port)
    assert other.attachment is not None
    hand.transit_route(other.stack, hand.fleet.tenants_table, other.block, ref(other.attachment))
    return between(one, other, port)


def associated_with_another_segment(hand: Hand) -> Plant | None:
    """Put a tenant into a segment that knows where the others are."""
    one, other, port = pair(hand)
    segment = hand.pick.choice(["inspection", "shared"])
    open_ends(hand, one, other, port)
    hand.propagate(other, hand.fleet.table(segment))
    accepter = hand.draft.find(
        one.stack, "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter"
    )
    hand.associate(one.stack, ref(accepter), hand.fleet.table(segment))
    return between(one, other, port)


def nat_in_front_of_a_tenant(hand: Hand) -> Plant | None:
    """Send by a private NAT gateway, whose address alone the other tenant lets in."""
    one, other, port = pair(hand)
    nat_subnet = one.subnets("attachment")[0]
    nat = hand.draft.add(
        one.stack,
        NAT,
        hand.name(),
        {"connectivityType": "private", "subnetId": ref(nat_subnet)},
        like=one.vpc,
    )
    hand.lets_out(one, other.block, port)
    hand.acl(one, "attachment", "egress", other.block, port)
    hand.tenant_route(one, other.block, natGatewayId=ref(nat))
    table = one.tier(TABLE, "attachment")
    hand.route(one.stack, table, other.block, transitGatewayId=ref(hand.fleet.transit))
    hand.lets_in(other, nat_subnet.inputs["cidrBlock"], port)
    assert other.attachment is not None
    hand.transit_route(other.stack, hand.fleet.tenants_table, other.block, ref(other.attachment))
    return between(one, other, port)


def pair(hand: Hand) -> tuple[Site, Site, int]:
    """Return two tenants at the hub, and a port that neither declares."""
    other = hand.pick.choice(hand.fleet.attached)
    return _other_than(hand, other), other, hand.pick.choice(PORTS)


def _other_than(hand: Hand, site: Site) -> Site:
    return hand.pick.choice([one for one in hand.fleet.attached if one.key != site.key])


def open_ends(hand: Hand, one: Site, other: Site, port: int, *, route: bool = True) -> None:
    """Open both ends: groups, ACLs, and the route of who sends."""
    hand.lets_out(one, other.block, port)
    hand.lets_in(other, one.block, port)
    if route:
        hand.tenant_route(one, other.block)


def _pass(hand: Hand, one: Site, other: Site, port: int) -> str:
    """Return a rule of the firewall that passes one to the other, exactly or more than that."""
    source = hand.pick.choice([one.block, "any"])
    target = hand.pick.choice([other.block, "any", "$PLATFORM"])
    ports = hand.pick.choice([str(port), "any", f"[{port},1]", f"{port}:"])
    flow = hand.pick.choice(["flow:to_server;", ""])
    return f'pass tcp {source} any -> {target} {ports} (msg:"planted"; {flow})'


def by_inspection(hand: Hand, other: Site) -> None:
    """Lead the tenants' segment to a tenant by the inspection, as for one that is linked."""
    inspection = ref(hand.fleet.hub_attachment("inspection"))
    hand.transit_route(other.stack, hand.fleet.tenants_table, other.block, inspection)
    hand.propagate(other, hand.fleet.table("inspection"))


def _is_routed(hand: Hand, site: Site) -> bool:
    """Return whether the tenants' segment has a route to a tenant, because it is linked."""
    return any(one.name == "links" for one in hand.draft.all(site.stack, TRANSIT_ROUTE))


def between(one: Site, other: Site, port: int, flags: frozenset[str] = OPENS) -> Plant:
    """Return that one tenant gets something to another that neither declares."""
    return Plant(
        statement="NET-1",
        subject=f"{one.key} -> {other.key}",
        tenants=(one.key, other.key),
        packet=replace(tcp(one.address(), other.address(), port), flags=flags),
        sender=one.interface(),
        receiver=other.interface(),
    )


KINDS = (
    route_to_a_tenant,
    route_by_a_prefix_list,
    propagation_into_the_tenants_table,
    blackhole_missing,
    firewall_rule_too_wide,
    firewall_open_by_default,
    link_around_the_firewall,
    link_with_more_ports,
    link_reversed,
    acl_entry_beside,
    associated_with_another_segment,
    nat_in_front_of_a_tenant,
)

"""NET-1: peerings of networks and of transit gateways, which somebody has to accept."""

from bench.networks.draft import ref
from bench.networks.fleet import ATTACHMENT, TRANSIT, TRANSIT_TABLE
from bench.networks.hand import ASSOCIATION, Hand
from bench.networks.plants.between import PORTS, between, open_ends, pair
from bench.networks.plants.planted import Plant

GATEWAYS = "aws:ec2transitgateway/"


def peering_of_transit_gateways(hand: Hand) -> Plant | None:
    """Attach a tenant to a second transit gateway as well, and peer that with the hub's."""
    return _peer_gateways(hand, accepted=True)


def peering_of_transit_gateways_not_accepted(hand: Hand) -> Plant | None:
    """Ask for the same, and leave it at that."""
    return _peer_gateways(hand, accepted=False)


def _peer_gateways(hand: Hand, *, accepted: bool) -> Plant:
    one, other, port = pair(hand)
    open_ends(hand, one, other, port)
    stage, hub = hand.fleet.stage, hand.fleet.transit
    add = hand.draft.add
    off = {"defaultRouteTableAssociation": "disable", "defaultRouteTablePropagation": "disable"}
    second = add(
        stage, TRANSIT, hand.name(), {**off, "autoAcceptSharedAttachments": "enable"}, like=hub
    )
    far = add(stage, TRANSIT_TABLE, hand.name(), {"transitGatewayId": ref(second)}, like=hub)
    assert other.attachment is not None
    there = add(
        other.stack,
        ATTACHMENT,
        hand.name(),
        {**other.attachment.inputs, "transitGatewayId": ref(second)},
        like=other.attachment,
    )
    ends = [second, hub]
    hand.pick.shuffle(ends)  # whoever asks
    peering = add(
        stage,
        f"{GATEWAYS}peeringAttachment:PeeringAttachment",
        hand.name(),
        {
            "transitGatewayId": ref(ends[0]),
            "peerTransitGatewayId": ref(ends[1]),
            "peerRegion": hub.region,
        },
        like=hub,
    )
    name = {"transitGatewayAttachmentId": ref(peering)}
    if accepted:
        token = f"{GATEWAYS}peeringAttachmentAccepter:PeeringAttachmentAccepter"
        add(stage, token, hand.name(), name, like=hub)
    table = {"transitGatewayRouteTableId": ref(far)}
    add(stage, ASSOCIATION, hand.name(), {**name, **table}, like=hub)
    hand.transit_route(stage, far, other.block, ref(there))
    hand.transit_route(stage, hand.fleet.tenants_table, other.block, ref(peering))
    return between(one, other, port)


def peering(hand: Hand) -> Plant | None:
    """Peer two tenants' networks."""
    return _peer(hand, accepted=True)


def peering_not_accepted(hand: Hand) -> Plant | None:
    """Ask for a peering of two tenants' networks, and leave it at that."""
    return _peer(hand, accepted=False)


def _peer(hand: Hand, *, accepted: bool) -> Plant | None:
    sites = list(hand.fleet.sites.values())
    one, other = hand.pick.sample(sites, 2)
    if one.links(other.key):
        return None
    port = hand.pick.choice(PORTS)
    made = hand.draft.add(
        one.stack,
        "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
        hand.name(),
        {
            "vpcId": ref(one.vpc),
            "peerVpcId": ref(other.vpc),
            **({"autoAccept": True} if accepted else {}),
        },
        like=one.vpc,
    )
    hand.lets_out(one, other.block, port)
    hand.lets_in(other, one.block, port, by_hub=False)
    for near, far in ((one, other), (other, one)):
        hand.tenant_route(near, far.block, vpcPeeringConnectionId=ref(made))
    return between(one, other, port)


KINDS = (peering_of_transit_gateways, peering)
NOT_ACCEPTED = (
    (peering_not_accepted, peering),
    (peering_of_transit_gateways_not_accepted, peering_of_transit_gateways),
)
"""What violates nothing as long as nobody accepts it, each with what it is once somebody does."""

"""Makes a small random network."""

import random
from ipaddress import IPv4Network

from bench.networks.small.acls import add_acls
from bench.networks.small.balancers import add_balancer
from bench.networks.small.firewalls import add_firewall
from bench.networks.small.gateways import add_edges, add_gateways, add_peering
from bench.networks.small.groups import add_groups
from bench.networks.small.maker import Maker
from bench.networks.small.network import (
    BEHIND,
    OF_S3,
    OUTSIDE,
    Shape,
    SmallNetwork,
)
from bench.networks.small.transit import add_transit
from bench.networks.small.vpcs import add_routes, add_vpc
from kyotsu.proof.simulator.packet import Interface


def small_network(pick: random.Random, shape: Shape | None = None) -> SmallNetwork:
    """Return a network that a source of chance makes."""
    make = Maker(pick, shape or Shape())
    for _ in range(pick.randint(1, make.shape.vpcs)):
        add_vpc(make)
    for vpc in make.vpcs:
        add_acls(make, vpc)
        add_groups(make, vpc)
        add_gateways(make, vpc)
        if make.chance(0.2):
            add_balancer(make, vpc)
    if len(make.vpcs) > 1 and make.shape.peering and make.chance(0.3):
        add_peering(make)
    add_transit(make)
    for vpc in make.vpcs:
        if make.shape.firewall and make.chance(0.4):
            add_firewall(make, vpc)
        add_routes(make, vpc)
        add_edges(make, vpc)
    places = [
        (IPv4Network(subnet.inputs["cidrBlock"])[1], subnet, vpc)
        for vpc in make.vpcs
        for subnet in vpc.subnets
    ]
    return SmallNetwork(
        graphs=make.draft.graphs(),
        interfaces=[
            (address, Interface(subnet=subnet.urn, groups=frozenset({group.urn})))
            for address, subnet, vpc in places
            for group in vpc.groups
        ],
        addresses=[
            *(address for address, _, _ in places),
            # Somebody else in the first subnet, so that what stays in one is asked about too.
            IPv4Network(places[0][1].inputs["cidrBlock"])[2],
            OUTSIDE,
            BEHIND,
            OF_S3,
        ],
    )

"""What two resources give a route table to: one of them fails, or takes it from the other.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateRouteTable.html
"""

from collections.abc import Hashable, Iterable, Iterator

from kyotsu.proof.network.resources.thing import Problem, Thing
from kyotsu.proof.network.topology.network import Network
from kyotsu.proof.network.topology.short import short


def twice(network: Network) -> Iterable[Problem]:
    """Return a problem for each subnet, gateway or attachment that has two tables."""
    yield from _twice(
        (one.subnet, one.table, one, one.subnet) for one in network.all("associations")
    )
    yield from _twice(
        (one.gateway, one.table, one, one.gateway) for one in network.all("gateway_associations")
    )
    yield from _twice(
        ((attachment.urn, network.transit_of.get(one.table)), one.table, one, attachment.urn)
        for one in network.all("transit_associations")
        if (attachment := network.attachments.get(one.attachment)) is not None
    )


def _twice(
    associations: Iterable[tuple[Hashable, str, Thing, str]],
) -> Iterator[Problem]:
    held: dict[Hashable, str] = {}
    for key, table, thing, owner in associations:
        if key in held:
            yield Problem(
                urn=thing.urn,
                line=thing.line,
                ja=f"{short(owner)} の経路表が二つの資源で決められています。",
                en=f"two resources say which route table {short(owner)} has.",
                touches=(thing.urn, owner, table, held[key]),
            )
        held[key] = table

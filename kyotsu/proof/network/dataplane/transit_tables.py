"""Route tables of transit gateways: by which attachment packets leave.

https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from ipaddress import IPv4Network

from kyotsu.proof.network.headerspace.space import Space, network_of
from kyotsu.proof.network.resources.transit import Attachment, Propagation, TransitRoute
from kyotsu.proof.network.topology.network import Network
from kyotsu.proof.network.topology.stacks import grouped


@dataclass(frozen=True)
class TransitWay:
    """Where packets to some addresses are led by a transit gateway's table."""

    attachment: Attachment
    addresses: int
    learned_by: str = ""
    """The URN of the propagation of a line, which announces addresses that nobody here knows."""


class TransitTables:
    """All route tables of transit gateways."""

    def __init__(self, network: Network, space: Space) -> None:
        self._network = network
        self._space = space
        self._ways: dict[str, tuple[TransitWay, ...]] = {}

    def ways(self, table: str) -> tuple[TransitWay, ...]:
        """Return where a transit gateway's table leads, without what it leads nowhere.

        https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html: the longest
        prefix wins, and among equals a static route before a propagated one.
        """
        found = self._ways.get(table)
        if found is None:
            left = self._space.addresses.all
            held: dict[str, int] = {}
            for block, one in self.candidates(table):
                here = self._space.block(block) & left
                left ^= here
                if here and one.attachment:
                    held[one.attachment] = held.get(one.attachment, 0) | here
            found = self._ways[table] = (
                *(
                    TransitWay(attachment, addresses)
                    for urn, addresses in held.items()
                    if (attachment := self._network.attachments.get(urn)) is not None
                ),
                *self._learned(table),
            )
        return found

    def _learned(self, table: str) -> Iterator[TransitWay]:
        """Yield what the lines that propagate into a table may lead, besides what else leads it.

        https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html: a VPN and a
        Direct Connect gateway propagate what the far side announces by BGP. That isn't known, and
        it may be more specific than any route but one of a single address, a blackhole's included.
        """
        sure = 0
        for block, _ in self.candidates(table):
            if block.prefixlen == block.max_prefixlen:
                sure |= self._space.block(block)
        for one in self._propagations.get(table, ()):
            attachment = self._network.attachments.get(one.attachment)
            if attachment is not None and not (attachment.vpc or attachment.peer):
                yield TransitWay(attachment, self._space.addresses.all & ~sure, one.urn)

    def candidates(self, table: str) -> list[tuple[IPv4Network, TransitRoute | Propagation]]:
        """Return a transit table's routes; the first that matches an address wins.

        None leads to an attachment that nobody has accepted.
        """
        network = self._network
        found: list[tuple[IPv4Network, TransitRoute | Propagation]] = [
            (network_of(one.block), one)
            for one in self._routes.get(table, ())
            if not self._is_pending(network.attachments.get(one.attachment))
        ]
        for one in self._propagations.get(table, ()):
            attachment = network.attachments.get(one.attachment)
            if attachment is None or self._is_pending(attachment):
                continue
            vpc = network.vpcs.get(attachment.vpc)
            found += ((network_of(block), one) for block in (vpc.blocks if vpc else ()))
        return sorted(found, key=lambda one: (-one[0].prefixlen, isinstance(one[1], Propagation)))

    def _is_pending(self, attachment: Attachment | None) -> bool:
        return attachment is not None and attachment.urn in self._network.pending

    @cached_property
    def _routes(self) -> Mapping[str, Sequence[TransitRoute]]:
        return grouped(self._network.all("transit_routes"), "table")

    @cached_property
    def _propagations(self) -> Mapping[str, Sequence[Propagation]]:
        return grouped(self._network.all("propagations"), "table")

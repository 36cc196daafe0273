"""Transit gateways: what is attached to them, and in which of their tables it is looked up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kyotsu.proof.network.resources.transit import Attachment, Transit, TransitAssociation
from kyotsu.proof.network.topology.acceptance import pending
from kyotsu.proof.network.topology.stacks import Stacks, by_urn, grouped


@dataclass(frozen=True)
class TransitGateways(Stacks):
    """The transit gateways of all stacks."""

    @cached_property
    def lines(self) -> Sequence[Attachment]:
        """What ends at a transit gateway and is neither a network nor another gateway."""
        return [one for one in self.all("attachments") if not (one.vpc or one.peer)]

    @cached_property
    def transits(self) -> Mapping[str, Transit]:
        """Transit gateways by URN."""
        return by_urn(self.all("transits"))

    @cached_property
    def attachments(self) -> Mapping[str, Attachment]:
        """What is attached to transit gateways, by URN, also by the URN of what accepted it."""
        found = by_urn(self.all("attachments"))
        for accepter in self.all("accepters"):
            if accepter.attachment in found:
                found[accepter.urn] = found[accepter.attachment]
        return found

    @cached_property
    def pending(self) -> frozenset[str]:
        """The URNs of attachments that nobody has accepted: they carry nothing."""
        return pending(self.all("attachments"), self.transits, self.accepted)

    @cached_property
    def accepted(self) -> Mapping[str, str]:
        """The URN of what accepted each attachment."""
        return {one.attachment: one.urn for one in self.all("accepters")}

    @cached_property
    def transit_of(self) -> Mapping[str, str]:
        """The transit gateway of each of the gateways' tables."""
        return {one.urn: one.transit for one in self.all("transit_tables")}

    @cached_property
    def segment_of(self) -> Mapping[tuple[str, str], TransitAssociation]:
        """The association of each attachment at each transit gateway: a peering is at two."""
        return {
            (attachment.urn, self.transit_of.get(one.table, attachment.transit)): one
            for one in self.all("transit_associations")
            if (attachment := self.attachments.get(one.attachment)) is not None
        }

    @cached_property
    def attachment_of(self) -> Mapping[str, Sequence[Attachment]]:
        """The attachments of each network that carry packets."""
        return grouped(
            (one for one in self.all("attachments") if one.vpc and one.urn not in self.pending),
            "vpc",
        )

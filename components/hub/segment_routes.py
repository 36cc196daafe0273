"""`SegmentRoutes`: where traffic from each segment of the hub goes, whoever the tenants are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from tenancy.plan.hub import Segment

EVERYWHERE = "0.0.0.0/0"


@dataclass(frozen=True, kw_only=True)
class SegmentRoutesArgs:
    """What `SegmentRoutes` needs.

    `attachment_ids` are those of the hub's own networks and of the government's line, by the
    segment they are in; without `inspection`, nothing is inspected.
    """

    tenant_segment: Segment
    table_ids: Mapping[Segment, pulumi.Input[str]]
    attachment_ids: Mapping[Segment, pulumi.Input[str]]
    supernets: Sequence[str]
    shared_block: str
    government_blocks: Sequence[str]


class SegmentRoutes(pulumi.ComponentResource):
    """The static routes of all segments.

    - tenants: everything to the inspection, the shared services straight; the blocks of all
      tenants lead nowhere, until a linked tenant's own stack adds the route to it alone;
    - inspection: out by the egress network, or by the government's line;
    - egress and government LAN: back by the inspection, so that it sees both directions;
    - shared services: to the government's line, for its DNS servers.

    Without an inspection, tenants go straight to the egress network and to the line, and each is
    known to the segments that answer it by its own propagations.
    """

    def __init__(
        self, name: str, args: SegmentRoutesArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:hub:SegmentRoutes", name, {}, opts)
        self._args = args
        tenants, inspected = args.tenant_segment, "inspection" in args.attachment_ids
        self._route(tenants, EVERYWHERE, "inspection" if inspected else "egress")
        self._route(tenants, args.shared_block, "shared")
        for supernet in args.supernets:
            self._route(tenants, supernet, None)
        if inspected:
            self._route("inspection", EVERYWHERE, "egress")
            for segment in ("egress", "government-lan"):
                for supernet in args.supernets if segment in args.attachment_ids else ():
                    self._route(segment, supernet, "inspection")
        if "government-lan" in args.attachment_ids:
            self._route("government-lan", args.shared_block, "shared")
            for block in args.government_blocks:
                self._route("inspection" if inspected else tenants, block, "government-lan")
                self._route("shared", block, "government-lan")
        self.register_outputs({})

    def _route(self, segment: Segment, block: str, to: Segment | None) -> None:
        """Lead a block's traffic from a segment to an attachment, or nowhere."""
        aws.ec2transitgateway.Route(
            f"{segment}-{block}",
            transit_gateway_route_table_id=self._args.table_ids[segment],
            destination_cidr_block=block,
            transit_gateway_attachment_id=self._args.attachment_ids[to] if to else None,
            blackhole=to is None,
            opts=pulumi.ResourceOptions(parent=self),
        )

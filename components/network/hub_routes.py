"""`HubRoutes`: a tenant's ways to the far ends of its flows, over the hub."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws


@dataclass(frozen=True, kw_only=True)
class HubRoutesArgs:
    """What `HubRoutes` needs: the far ends' blocks, and the private tier's route table."""

    blocks: Sequence[str]
    route_table_id: pulumi.Input[str]
    transit_gateway_id: pulumi.Input[str]


class HubRoutes(pulumi.ComponentResource):
    """One route a far end: a linked system, the hub's endpoints, a line, or the internet.

    Only the private tier has them. AWS takes a route to a transit gateway only when the attachment
    to it has been accepted, so what accepts it belongs into `depends_on` of the options.
    """

    def __init__(
        self, name: str, args: HubRoutesArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:network:HubRoutes", name, {}, opts)
        for block in args.blocks:
            aws.ec2.Route(
                f"hub-{block}",
                route_table_id=args.route_table_id,
                destination_cidr_block=block,
                transit_gateway_id=args.transit_gateway_id,
                opts=pulumi.ResourceOptions(parent=self),
            )
        self.register_outputs({})

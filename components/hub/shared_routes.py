"""`SharedRoutes`: the shared network's ways back to whoever asks it something."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws


@dataclass(frozen=True, kw_only=True)
class SharedRoutesArgs:
    """What `SharedRoutes` needs: the private tier's table, and the blocks that answers go to.

    `government_blocks` are also where the resolver asks for the government LAN's names.
    """

    table_id: pulumi.Input[str]
    transit_gateway_id: pulumi.Input[str]
    supernets: Sequence[str]
    government_blocks: Sequence[str]


class SharedRoutes(pulumi.ComponentResource):
    """Routes from the endpoints' subnets to the hub, without which nobody gets an answer.

    The transit gateway's own tables say who of them is reached. AWS takes a route to a transit
    gateway only when the network is attached to it, so the network belongs into `depends_on` of the
    options (https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html).
    """

    def __init__(
        self, name: str, args: SharedRoutesArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:hub:SharedRoutes", name, {}, opts)
        for block in (*args.supernets, *args.government_blocks):
            aws.ec2.Route(
                f"shared-private-{block}",
                route_table_id=args.table_id,
                destination_cidr_block=block,
                transit_gateway_id=args.transit_gateway_id,
                opts=pulumi.ResourceOptions(parent=self),
            )
        self.register_outputs({})

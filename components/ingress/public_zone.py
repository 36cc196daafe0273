"""`PublicZone`: where the names of a system are answered that everybody may ask for."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws


@dataclass(frozen=True, kw_only=True)
class PublicZoneArgs:
    """What `PublicZone` needs; `domain` is such as `shinsei.example.go.jp`."""

    domain: str
    protect: bool


class PublicZone(pulumi.ComponentResource):
    """The hosted zone of a domain, which the ministry's own records go into as well.

    AWS gives each new zone other name servers, so one that was made again would leave the domain
    above pointing to strangers' servers: it is protected where the stage protects data. AWS doesn't
    delete a zone in which somebody else's records are.

    `zone_id`; `name_servers`: what the ministry writes into the domain above.

        PublicZone(
            "zone", PublicZoneArgs(domain="shinsei.example.go.jp", protect=True)
        )
    """

    zone_id: pulumi.Output[str]
    name_servers: pulumi.Output[Sequence[str]]

    def __init__(
        self, name: str, args: PublicZoneArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:ingress:PublicZone", name, {}, opts)
        zone = aws.route53.Zone(
            name,
            name=args.domain,
            comment="Public names; others may hold records here",
            force_destroy=False,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        self.zone_id = zone.zone_id
        self.name_servers = zone.name_servers
        self.register_outputs({"zone_id": self.zone_id, "name_servers": self.name_servers})

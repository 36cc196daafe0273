"""What lies between a VPC and the internet: gateways, and the ban on public access.

https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
"""

from collections.abc import Iterator
from typing import Final

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.inventory import Inventory

GATEWAY: Final = "aws:ec2/internetGateway:InternetGateway"
VIRTUAL: Final = "aws:ec2/vpnGateway:VpnGateway"
VIRTUAL_ATTACHMENT: Final = "aws:ec2/vpnGatewayAttachment:VpnGatewayAttachment"
ATTACHMENT: Final = "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment"
BAN: Final = "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions"
EXCLUSION: Final = "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion"


class Border:
    """All internet gateways of the graphs."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory

    def gateways(self) -> list[Resource]:
        """Return all internet gateways."""
        return self._inventory.of_type(GATEWAY)

    def vpc_of(self, gateway: Resource) -> str | None:
        """Return the VPC that a gateway is attached to: one of the internet, or a virtual one."""
        vpc = self._inventory.named(gateway.inputs.get("vpcId"))
        for token, key in (
            (ATTACHMENT, "internetGatewayId"),
            (VIRTUAL_ATTACHMENT, "vpnGatewayId"),
        ):
            for one in self._inventory.referring(token, key, gateway.urn):
                vpc = vpc or self._inventory.named(one.inputs.get("vpcId"))
        return vpc

    def virtual(self) -> list[Resource]:
        """Return the virtual private gateways that are attached to a VPC.

        Somebody may come by each: that no line is declared says nothing, as another account's may
        end there (https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html).
        """
        return [one for one in self._inventory.of_type(VIRTUAL) if self.vpc_of(one) is not None]

    def ban_in(self, subnet: Resource | None, vpc: str) -> Resource | None:
        """Return what forbids a connection from the internet into a subnet, if something does."""
        return self._ban(vpc, subnet, lifted_by={"allow-bidirectional"}, modes={"block-ingress"})

    def ban_out(self, subnet: Resource | None, vpc: str, *, by_nat: bool) -> Resource | None:
        """Return what forbids a connection from a subnet to the internet, if something does.

        NAT gateways may go out where only what comes in is blocked: they take no connections.
        """
        modes = set[str]() if by_nat else {"block-ingress"}
        lifted_by = {"allow-bidirectional", "allow-egress"}
        return self._ban(vpc, subnet, lifted_by=lifted_by, modes=modes)

    def _ban(
        self, vpc: str, subnet: Resource | None, *, lifted_by: set[str], modes: set[str]
    ) -> Resource | None:
        """Return the ban of a VPC's account and region, unless something is excluded from it."""
        resource = self._inventory.get(vpc)
        if resource is None:
            return None
        for ban in self._inventory.of_type(BAN):
            here = (ban.account, _region(ban)) == (resource.account, _region(resource))
            mode = ban.inputs.get("internetGatewayBlockMode", "off")
            excluded = set(self._excluded(vpc, subnet.urn if subnet is not None else None))
            if here and mode in {"block-bidirectional", *modes} and not excluded & lifted_by:
                return ban
        return None

    def _excluded(self, vpc: str, subnet: str | None) -> Iterator[str]:
        for key, name in (("vpcId", vpc), ("subnetId", subnet)):
            for one in self._inventory.referring(EXCLUSION, key, name or ""):
                yield str(one.inputs.get("internetGatewayExclusionMode"))


def _region(resource: Resource) -> str | None:
    written = resource.inputs.get("region")
    return written if isinstance(written, str) else resource.region

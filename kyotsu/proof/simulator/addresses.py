"""Which addresses a prefix list, a VPC, or a service of AWS has."""

from collections.abc import Iterator, Mapping, Sequence
from ipaddress import IPv4Address
from typing import Final

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.inventory import Inventory, as_list
from kyotsu.proof.simulator.packet import inside, is_public

PREFIX_LIST: Final = "aws:ec2/managedPrefixList:ManagedPrefixList"
PREFIX_LIST_ENTRY: Final = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry"
SECONDARY: Final = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation"
SERVICES: Final[Mapping[str, Sequence[str]]] = {
    "s3": ("52.219.0.0/20",),
    "dynamodb": ("52.94.8.0/24",),
}
"""Where routes lead to gateway endpoints: some of the addresses of the services that have them. AWS
lists them all, and changes them
(https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-ranges.html); one block stands for them."""


class UnlistedError(Exception):
    """A prefix list isn't in the graphs, so nobody can say what is in it."""


class Addresses:
    """What names stand for in addresses."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory

    def of_prefix_list(self, name: str) -> list[str]:
        """Return the blocks of a prefix list (https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html).

        Raises `UnlistedError` for one that isn't in the graphs.
        """
        owner, _, word = name.partition("#")
        resource = self._inventory.get(owner)
        if word == "prefix-list" and resource is not None:
            return list(SERVICES.get(service_of(resource), ()))
        if resource is None or resource.type != PREFIX_LIST:
            raise UnlistedError(name)
        blocks = [entry.get("cidr") for entry in as_list(resource.inputs.get("entries"))]
        blocks += [
            entry.inputs.get("cidr")
            for entry in self._inventory.referring(PREFIX_LIST_ENTRY, "prefixListId", name)
        ]
        return [block for block in blocks if isinstance(block, str)]

    def in_prefix_list(self, address: IPv4Address, name: str) -> bool:
        """Return whether an address is, or may be, in a prefix list.

        Any public one may be a service's, as the list that AWS keeps isn't in the graphs. Raises as
        `of_prefix_list`.
        """
        owner, _, word = name.partition("#")
        if word == "prefix-list" and self._inventory.get(owner) is not None:
            return is_public(address)
        return any(inside(address, block) for block in self.of_prefix_list(name))

    def of_vpc(self, vpc: str) -> Iterator[str]:
        """Yield the blocks of a VPC."""
        resource = self._inventory.get(vpc)
        if resource is not None and isinstance(resource.inputs.get("cidrBlock"), str):
            yield resource.inputs["cidrBlock"]
        for more in self._inventory.referring(SECONDARY, "vpcId", vpc):
            if isinstance(more.inputs.get("cidrBlock"), str):
                yield more.inputs["cidrBlock"]

    def in_vpc(self, address: IPv4Address, vpc: str) -> bool:
        """Return whether an address is one of a VPC's."""
        return any(inside(address, block) for block in self.of_vpc(vpc))


def service_of(endpoint: Resource) -> str:
    """Return the short name of an endpoint's service: `s3`."""
    return str(endpoint.inputs.get("serviceName", "")).rpartition(".")[2]

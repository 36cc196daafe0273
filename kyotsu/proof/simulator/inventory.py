"""All resources of the graphs, and which one a value refers to."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, cast

from kyotsu.desired.graph import Graph, Resource
from kyotsu.desired.placeholders import PATTERN, references

ACCEPTED: Final = {
    "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter": (
        "transitGatewayAttachmentId"
    ),
    "aws:ec2transitgateway/peeringAttachmentAccepter:PeeringAttachmentAccepter": (
        "transitGatewayAttachmentId"
    ),
    "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter": "vpcPeeringConnectionId",
}
"""What accepts something has its id, and the property that names it."""
ADOPTED: Final = {
    "aws:ec2/defaultRouteTable:DefaultRouteTable": ("defaultRouteTableId", "table"),
    "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": ("defaultNetworkAclId", "acl"),
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ("vpcId", "group"),
}
"""What adopts a part that AWS made with a VPC, the property that names it, and our word for it."""
PARTS: Final = {
    "defaultRouteTableId": "table",
    "mainRouteTableId": "table",
    "defaultNetworkAclId": "acl",
    "defaultSecurityGroupId": "group",
    "associationDefaultRouteTableId": "table",
    "propagationDefaultRouteTableId": "table",
    "prefixListId": "prefix-list",
}
"""Properties that are the id of a part which AWS makes by itself, and our word for the part."""


def part(urn: str, word: str) -> str:
    """Return the name of what AWS makes with a resource: `<urn>#acl` for a VPC's default ACL."""
    return f"{urn}#{word}"


class Inventory:
    """The resources of all graphs together, by URN, by type, and by what they refer to."""

    def __init__(self, graphs: Iterable[Graph]) -> None:
        self._by_urn: dict[str, Resource] = {}
        self._by_type: dict[str, list[Resource]] = {}
        self._referring: dict[tuple[str, str], dict[str, list[Resource]]] = {}
        for graph in graphs:
            for resource in graph.resources:
                self._by_urn[resource.urn] = resource
                self._by_type.setdefault(resource.type, []).append(resource)

    def get(self, urn: str | None) -> Resource | None:
        """Return a resource, or None where the graphs don't have it."""
        return self._by_urn.get(urn or "")

    def of_type(self, token: str) -> list[Resource]:
        """Return all resources of a type, in the order of the graphs."""
        return self._by_type.get(token, [])

    def types(self) -> Mapping[str, list[Resource]]:
        """Return all resources by type."""
        return self._by_type

    def named(self, value: object) -> str | None:
        """Return what a value names: a URN, the name of a part, or the text itself.

        None for what isn't known before an update, or isn't there. An id that was written down, as
        `tgw-0123`, is returned as it is: it names nothing that the graphs have.
        """
        if not isinstance(value, str):
            return None
        found = PATTERN.fullmatch(value)
        if found is None:
            return value
        urn, property_name = found[1], found[2]
        if property_name in PARTS:
            return part(urn, PARTS[property_name])
        resource = self._by_urn.get(urn)
        if resource is None:
            return urn
        if resource.type in ACCEPTED:
            return self.named(resource.inputs.get(ACCEPTED[resource.type]))
        if resource.type in ADOPTED:
            return self.adopted(resource)
        return urn

    def adopted(self, resource: Resource) -> str | None:
        """Return the name of the part of a VPC that a resource adopts."""
        property_name, word = ADOPTED[resource.type]
        owner = self.named(resource.inputs.get(property_name))
        if owner is None:
            return None
        return part(owner.partition("#")[0], word)

    def referring(self, token: str, property_name: str, name: str) -> list[Resource]:
        """Return the resources of a type whose property names something (or has it in a list)."""
        index = self._referring.get((token, property_name))
        if index is None:
            index = self._referring[token, property_name] = {}
            for resource in self.of_type(token):
                for value in as_list(resource.inputs.get(property_name)):
                    named = self.named(value)
                    if named is not None:
                        index.setdefault(named, []).append(resource)
        return index.get(name, [])

    def mentioned(self, resource: Resource) -> Iterator[str]:
        """Yield the URNs of all that a resource's inputs refer to."""
        for urn, _ in references(resource.inputs):
            yield urn


def as_list(value: object) -> list[Any]:
    """Return a list as it is, nothing as an empty list, and anything else in a list of its own."""
    if value is None:
        return []
    return cast("list[Any]", value) if isinstance(value, list) else [value]


def line_of(resource: Resource | None) -> str:
    """Return the line that declares a resource; empty where none is known."""
    return resource.source[0] if resource is not None and resource.source else ""

"""Network ACLs: what may cross the border of a subnet, in one direction, without any memory.

https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
"""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import Any, Final, Literal

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.inventory import Inventory, as_list, part
from kyotsu.proof.simulator.packet import Packet, inside
from kyotsu.proof.simulator.rules import covers

ACL: Final = "aws:ec2/networkAcl:NetworkAcl"
DEFAULT: Final = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"
RULE: Final = "aws:ec2/networkAclRule:NetworkAclRule"
ASSOCIATION: Final = "aws:ec2/networkAclAssociation:NetworkAclAssociation"
Direction = Literal["ingress", "egress"]


@dataclass(frozen=True)
class Decision:
    """Whether a packet may cross, by which resource, and why in words."""

    allowed: bool
    resource: Resource | None
    text: str


class Acls:
    """All network ACLs of the graphs."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory

    def decide(self, packet: Packet, subnet: str, direction: Direction) -> Decision:
        """Return what a subnet's ACL says: the first rule by number that matches, or denial.

        Rules on what comes in look at the sender's address, those on what goes out at the
        receiver's.
        """
        acl = self._of_subnet(subnet)
        if acl is None:
            return Decision(True, None, "the VPC's default ACL, as AWS makes it, lets all through")
        address = packet.source if direction == "ingress" else packet.destination
        way = "in" if direction == "ingress" else "out"
        for number, rule, allows in sorted(self._rules(acl, direction), key=lambda one: one[0]):
            if covers(rule, packet) and _matches(rule, address):
                verb = "allows" if allows else "denies"
                return Decision(allows, acl, f"{acl.name}: rule {number} {verb} it {way}")
        return Decision(False, acl, f"{acl.name}: no rule allows it {way}")

    def _of_subnet(self, subnet: str) -> Resource | None:
        """Return a subnet's ACL: its own, or the VPC's default one where that is in the graphs."""
        for association in self._inventory.referring(ASSOCIATION, "subnetId", subnet):
            return self._inventory.get(
                self._inventory.named(association.inputs.get("networkAclId"))
            )
        for token in (ACL, DEFAULT):
            for acl in self._inventory.referring(token, "subnetIds", subnet):
                return acl
        resource = self._inventory.get(subnet)
        vpc = self._inventory.named(resource.inputs.get("vpcId")) if resource else None
        for acl in self._inventory.of_type(DEFAULT):
            if vpc is not None and self._inventory.adopted(acl) == part(vpc, "acl"):
                return acl
        return None

    def _rules(
        self, acl: Resource, direction: Direction
    ) -> Iterator[tuple[int, dict[str, Any], bool]]:
        """Yield an ACL's rules with their numbers, and whether each allows."""
        for rule in as_list(acl.inputs.get(direction)):
            yield int(rule["ruleNo"]), rule, rule["action"] == "allow"
        name = self._inventory.adopted(acl) if acl.type == DEFAULT else acl.urn
        for resource in self._inventory.referring(RULE, "networkAclId", name or acl.urn):
            rule = dict(resource.inputs)
            if bool(rule.get("egress")) == (direction == "egress"):
                yield int(rule["ruleNumber"]), rule, rule["ruleAction"] == "allow"


def _matches(rule: dict[str, Any], address: IPv4Address) -> bool:
    block = rule.get("cidrBlock")
    return isinstance(block, str) and inside(address, block)

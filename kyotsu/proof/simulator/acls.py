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
        name = self._of_subnet(subnet)
        acl = self._declared(name)
        if acl is None and "#" not in name:
            raise ValueError(f"the ACL {name} isn't in the desired state")
        said = acl.name if acl is not None else "the VPC's default ACL"
        address = packet.source if direction == "ingress" else packet.destination
        way = "in" if direction == "ingress" else "out"
        rules = self._rules(name, acl, direction)
        for number, rule, allows, by in sorted(rules, key=lambda one: one[0]):
            icmp = (rule.get("icmpType", 0), rule.get("icmpCode", 0))
            if covers(rule, packet, icmp) and _matches(rule, address):
                verb = "allows" if allows else "denies"
                return Decision(allows, by, f"{said}: rule {number} {verb} it {way}")
        return Decision(False, acl, f"{said}: no rule allows it {way}")

    def _of_subnet(self, subnet: str) -> str:
        """Return the name of a subnet's ACL: its own, or the VPC's default one."""
        for association in self._inventory.referring(ASSOCIATION, "subnetId", subnet):
            return self._inventory.named(association.inputs.get("networkAclId")) or ""
        for acl in self._inventory.referring(ACL, "subnetIds", subnet):
            return acl.urn
        for acl in self._inventory.referring(DEFAULT, "subnetIds", subnet):
            return self._inventory.adopted(acl) or ""
        resource = self._inventory.get(subnet)
        vpc = self._inventory.named(resource.inputs.get("vpcId")) if resource else None
        return part(vpc or "", "acl")

    def _declared(self, name: str) -> Resource | None:
        """Return the resource that declares an ACL, or takes it over."""
        if "#" not in name:
            return self._inventory.get(name)
        defaults = self._inventory.of_type(DEFAULT)
        return next((one for one in defaults if self._inventory.adopted(one) == name), None)

    def _rules(
        self, name: str, acl: Resource | None, direction: Direction
    ) -> Iterator[tuple[int, dict[str, Any], bool, Resource | None]]:
        """Yield an ACL's rules with their numbers, whether each allows, and who declares it."""
        for rule in as_list(acl.inputs.get(direction) if acl is not None else None):
            allows = str(rule["action"]).lower() == "allow"
            yield int(rule["ruleNo"]), rule, allows, acl
        if acl is None:
            # https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
            yield 100, {"protocol": "-1", "cidrBlock": "0.0.0.0/0"}, True, None
        for resource in self._inventory.referring(RULE, "networkAclId", name):
            if acl is not None and (acl.type == DEFAULT or {"ingress", "egress"} & {*acl.inputs}):
                raise ValueError(f"{acl.name} keeps its own entries, and {resource.name} adds one")
            rule = dict(resource.inputs)
            if bool(rule.get("egress")) == (direction == "egress"):
                allows = str(rule["ruleAction"]).lower() == "allow"
                yield int(rule["ruleNumber"]), rule, allows, resource


def _matches(rule: dict[str, Any], address: IPv4Address) -> bool:
    block = rule.get("cidrBlock")
    return isinstance(block, str) and inside(address, block)

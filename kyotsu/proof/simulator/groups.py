"""Security groups: what an interface may send and get; they remember, so that answers pass.

https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import Any, Final, Literal

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.addresses import Addresses
from kyotsu.proof.simulator.inventory import Inventory, as_list, part
from kyotsu.proof.simulator.packet import Packet, inside
from kyotsu.proof.simulator.rules import covers

GROUP: Final = "aws:ec2/securityGroup:SecurityGroup"
DEFAULT: Final = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"
RULES: Final = {
    "ingress": "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "egress": "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
}
CLASSIC_RULE: Final = "aws:ec2/securityGroupRule:SecurityGroupRule"
Direction = Literal["ingress", "egress"]


@dataclass(frozen=True)
class Opening:
    """A rule that is about a packet, and the condition under which it lets the packet through."""

    resource: Resource | None
    group: str
    """Which of the interface's groups has the rule."""
    far_group: str | None = None
    """The group that the other end must have; None where its address is enough."""


class Groups:
    """All security groups of the graphs."""

    def __init__(self, inventory: Inventory, addresses: Addresses) -> None:
        self._inventory = inventory
        self._addresses = addresses

    def of_vpc(self, vpc: str) -> list[str]:
        """Return the groups that an interface in a VPC can have, its default group among them."""
        groups = self._inventory.referring(GROUP, "vpcId", vpc)
        return [*(group.urn for group in groups), part(vpc, "group")]

    def openings(self, packet: Packet, group: str, direction: Direction) -> Iterator[Opening]:
        """Yield the rules of a group that let a packet through. Rules only allow.

        The receiver's rules on what comes in look at the sender, the sender's at the receiver.
        """
        far = packet.source if direction == "ingress" else packet.destination
        for resource, rule in self._rules(group, direction):
            # https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html: the type
            # and the code of ICMP are where others have their first and their last port.
            if not covers(rule, packet, (rule["fromPort"], rule["toPort"])):
                continue
            if any(self._has(rule, far)):
                yield Opening(resource, group)
            for other in rule["groups"]:
                yield Opening(resource, group, far_group=other)

    def _has(self, rule: Mapping[str, Any], address: IPv4Address) -> Iterator[bool]:
        for block in rule["blocks"]:
            yield inside(address, block)
        for name in rule["lists"]:
            yield self._addresses.in_prefix_list(address, name)

    def _rules(
        self, group: str, direction: Direction
    ) -> Iterator[tuple[Resource | None, dict[str, Any]]]:
        """Yield each rule in one form, whichever of the three ways it was written in."""
        inventory = self._inventory
        resource, owner = self._declared(group)
        if resource is None and owner is not None:
            yield from self._as_aws_makes_it(group, direction)
        if resource is not None:
            for rule in as_list(resource.inputs.get(direction)):
                yield resource, self._classic(rule, group, "securityGroups")
        for one in inventory.referring(RULES[direction], "securityGroupId", group):
            rule = one.inputs
            yield (
                one,
                {
                    "protocol": rule.get("ipProtocol"),
                    "fromPort": rule.get("fromPort"),
                    "toPort": rule.get("toPort"),
                    "blocks": as_list(rule.get("cidrIpv4")),
                    "lists": _names(inventory, rule.get("prefixListId")),
                    "groups": _names(inventory, rule.get("referencedSecurityGroupId")),
                },
            )
        for one in inventory.referring(CLASSIC_RULE, "securityGroupId", group):
            if one.inputs.get("type") == direction:
                yield one, self._classic(one.inputs, group, "sourceSecurityGroupId")

    def _declared(self, group: str) -> tuple[Resource | None, str | None]:
        """Return the resource that declares a group, and the VPC if it is a default group."""
        owner, _, word = group.partition("#")
        if word != "group":
            return self._inventory.get(group), None
        for resource in self._inventory.referring(DEFAULT, "vpcId", owner):
            return resource, owner
        return None, owner

    def _as_aws_makes_it(
        self, group: str, direction: Direction
    ) -> Iterator[tuple[Resource | None, dict[str, Any]]]:
        """Yield the rules of a default group that nobody adopted: in from itself, out to all.

        https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
        """
        everything: dict[str, Any] = {
            "protocol": "-1",
            "fromPort": None,
            "toPort": None,
            "lists": [],
        }
        if direction == "ingress":
            yield None, {**everything, "blocks": [], "groups": [group]}
        else:
            yield None, {**everything, "blocks": ["0.0.0.0/0"], "groups": []}

    def _classic(self, rule: Mapping[str, Any], group: str, others: str) -> dict[str, Any]:
        own = [group] if rule.get("self") else []
        return {
            "protocol": rule.get("protocol"),
            "fromPort": rule.get("fromPort"),
            "toPort": rule.get("toPort"),
            "blocks": as_list(rule.get("cidrBlocks")),
            "lists": _names(self._inventory, rule.get("prefixListIds")),
            "groups": [*_names(self._inventory, rule.get(others)), *own],
        }


def _names(inventory: Inventory, value: object) -> list[str]:
    return [name for one in as_list(value) if (name := inventory.named(one)) is not None]

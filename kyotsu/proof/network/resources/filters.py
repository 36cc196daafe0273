"""Network ACLs and security groups."""

from dataclasses import dataclass

from kyotsu.proof.network.headerspace.space import PORTS, Service
from kyotsu.proof.network.resources.thing import Span, Thing


@dataclass(frozen=True, kw_only=True)
class AclRule:
    """One entry of an ACL, for one direction."""

    number: int
    allow: bool
    block: str
    protocols: Span = (0, 255)
    ports: Span = PORTS
    """Destination ports; of ICMP the types."""
    codes: Span = PORTS
    """Of ICMP the codes; of anything else all source ports, which no entry can name."""
    line: str = ""

    @property
    def service(self) -> Service:
        """What the entry is about."""
        return Service(self.protocols, self.ports, self.codes)


@dataclass(frozen=True, kw_only=True)
class Acl(Thing):
    """A network ACL. `default` is the one that AWS makes with the VPC.

    `inline` is whether its resource keeps its entries, so that others' don't last.
    """

    vpc: str
    subnets: tuple[str, ...] = ()
    inward: tuple[AclRule, ...] = ()
    outward: tuple[AclRule, ...] = ()
    default: bool = False
    inline: bool = False


@dataclass(frozen=True, kw_only=True)
class AclEntry(Thing):
    """An entry of an ACL as a resource of its own."""

    acl: str
    inward: bool
    rule: AclRule


@dataclass(frozen=True, kw_only=True)
class AclAssociation(Thing):
    """A subnet's ACL, as a resource of its own."""

    acl: str
    subnet: str


@dataclass(frozen=True, kw_only=True)
class Group(Thing):
    """A security group. `default` is the one that AWS makes with the VPC."""

    vpc: str
    default: bool = False


@dataclass(frozen=True, kw_only=True)
class GroupRule(Thing):
    """What a group lets in or out: one block, one prefix list or one other group."""

    group: str
    inward: bool
    protocols: Span = (0, 255)
    ports: Span = PORTS
    """Destination ports; of ICMP the types."""
    codes: Span = PORTS
    """Of ICMP the codes; of anything else all source ports, which no rule can name."""
    block: str = ""
    prefix_list: str = ""
    other_group: str = ""

    @property
    def service(self) -> Service:
        """What the rule is about."""
        return Service(self.protocols, self.ports, self.codes)

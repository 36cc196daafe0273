"""Network ACLs and security groups."""

from dataclasses import dataclass

from kyotsu.proof.network.headerspace.space import PORTS
from kyotsu.proof.network.resources.thing import Span, Thing


@dataclass(frozen=True, kw_only=True)
class AclRule:
    """One entry of an ACL, for one direction."""

    number: int
    allow: bool
    block: str
    protocols: Span = (0, 255)
    ports: Span = PORTS
    line: str = ""


@dataclass(frozen=True, kw_only=True)
class Acl(Thing):
    """A network ACL. `default` is the one that AWS makes with the VPC."""

    vpc: str
    subnets: tuple[str, ...] = ()
    inward: tuple[AclRule, ...] = ()
    outward: tuple[AclRule, ...] = ()
    default: bool = False


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
    block: str = ""
    prefix_list: str = ""
    other_group: str = ""

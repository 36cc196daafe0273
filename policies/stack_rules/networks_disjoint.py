"""NET-01: address blocks don't overlap, and are those that the ledger gave."""

from collections.abc import Iterator
from ipaddress import IPv4Network, ip_network
from itertools import combinations

from policies.facts import Facts
from policies.graph import Graph, Node
from policies.rule import UNKNOWN, Severity, Text
from policies.stack_rule import Found, StackRule, cannot_tell, found
from policies.stack_rules._examples import TENANT, node

VPC = "aws:ec2/vpc:Vpc"
SUBNET = "aws:ec2/subnet:Subnet"
SECONDARY = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation"


def check(graph: Graph, facts: Facts) -> Iterator[Found]:
    """Yield blocks that overlap, that aren't the tenant's, and subnets outside of their VPC."""
    networks: list[tuple[Node, IPv4Network]] = []
    subnets: list[tuple[Node, IPv4Network]] = []
    for one in graph.of_type(VPC, SECONDARY, SUBNET):
        block = one.get("cidrBlock")
        if block is UNKNOWN:
            yield cannot_tell(one, "cidrBlock")
        elif (network := _network(block)) is None:
            yield found(one, "cidrBlock is not an IPv4 block")
        else:
            (subnets if one.type == SUBNET else networks).append((one, network))
    for rows in (networks, subnets):
        for (first, block), (second, other) in combinations(rows, 2):
            if block.overlaps(other):
                yield found(second, f"{other} overlaps {block} of {first.name}")
    yield from _against_ledger(networks, facts)
    for one, block in subnets:
        if networks and not any(block.subnet_of(network) for _, network in networks):
            yield found(one, f"{block} is in no network of this stack")


def _against_ledger(networks: list[tuple[Node, IPv4Network]], facts: Facts) -> Iterator[Found]:
    for one, block in networks:
        if facts.block is not None:
            if not block.subnet_of(IPv4Network(facts.block)):
                yield found(one, f"{block} is not in {facts.block}, which the ledger gave")
            continue
        for tenant, theirs in facts.blocks.items():
            if block.overlaps(IPv4Network(theirs)):
                yield found(one, f"{block} overlaps {theirs} of {tenant}")


def _network(block: object) -> IPv4Network | None:
    try:
        network = ip_network(str(block))
    except ValueError:
        return None
    return network if isinstance(network, IPv4Network) else None


_VPC = node(VPC, "tenant", {"cidrBlock": "10.128.0.0/20"})
RULE = StackRule(
    id="NET-01",
    title=Text(
        ja="アドレスブロックは重複せず、台帳が割り当てたものであること",
        en="Address blocks don't overlap, and are those that the ledger gave",
    ),
    remedy=Text(
        ja="tenants/addresses.yamlの割当てに従い、重複するブロックを変更する",
        en="take the blocks from tenants/addresses.yaml, and change the one that overlaps",
    ),
    severity=Severity.HIGH,
    controls={"NIST SP 800-53 r5": ("SC-7",), "統一基準 R7": ("6.4.1(1)(a)",)},
    check=check,
    compliant=(
        _VPC,
        node(SUBNET, "private-a", {"cidrBlock": "10.128.0.0/24"}),
        node(SUBNET, "private-c", {"cidrBlock": "10.128.1.0/24"}),
    ),
    violating=(
        _VPC,
        node(SUBNET, "private-a", {"cidrBlock": "10.128.0.0/23"}),
        node(SUBNET, "private-c", {"cidrBlock": "10.128.1.0/24"}),
    ),
    facts=TENANT,
)

"""VPC block public access: what internet gateways don't carry.

https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import Final, NamedTuple

from kyotsu.proof.network.headerspace.space import Space
from kyotsu.proof.network.topology.network import Network

INTO, OUT, BY_NAT = "in", "out", "nat"
EVERYTHING: Final = frozenset({INTO, OUT, BY_NAT})


class Carried(NamedTuple):
    """Of a network's own addresses, those for which its internet gateways carry packets."""

    into: int
    """To which connections from the internet are brought."""
    out: int
    """From which connections are brought out."""
    by_nat: int
    """The same, for NAT gateways, which take no connections."""


class PublicAccess:
    """All bans on public access, and what is excluded from them."""

    def __init__(self, network: Network, space: Space) -> None:
        self._network = network
        self._space = space
        self._known: dict[str, Carried] = {}

    @cached_property
    def _bans(self) -> Mapping[tuple[str | None, str | None], frozenset[str]]:
        found: defaultdict[tuple[str | None, str | None], set[str]] = defaultdict(set)
        for one in self._network.all("public_blocks"):
            found[one.account, one.region].add(one.mode)
        return {place: frozenset(modes) for place, modes in found.items()}

    @cached_property
    def _exclusions(self) -> Mapping[str, frozenset[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for one in self._network.all("exclusions"):
            found[one.vpc or one.subnet].add(one.mode)
        return {urn: frozenset(modes) for urn, modes in found.items()}

    def of(self, vpc: str) -> Carried:
        """Return what a network's internet gateways carry.

        What counts is the subnet of who sends or receives, not that of a firewall between:
        https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
        """
        found = self._known.get(vpc)
        if found is None:
            found = self._known[vpc] = self._of(vpc)
        return found

    def _of(self, vpc: str) -> Carried:
        it = self._network.vpcs.get(vpc)
        if it is None:
            return Carried(0, 0, 0)
        modes = self._bans.get((it.account, it.region), frozenset()) - {"off"}
        general = self._exclusions.get(vpc, frozenset())
        masks: dict[str, int] = dict.fromkeys((INTO, OUT, BY_NAT), 0)
        rest = self._space.cidrs(it.blocks)
        for subnet in self._network.subnets_of.get(vpc, ()):
            addresses = self._space.cidr(subnet.block)
            rest &= ~addresses
            excluded = general | self._exclusions.get(subnet.urn, frozenset())
            for way in _carried(modes, excluded):
                masks[way] |= addresses
        for way in _carried(modes, general):
            masks[way] |= rest
        return Carried(masks[INTO], masks[OUT], masks[BY_NAT])


def _carried(modes: frozenset[str], excluded: frozenset[str]) -> frozenset[str]:
    """Return in which ways something is carried, by the bans and the exclusions that hold for it.

    https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html: where only what
    comes in is blocked, nothing leaves but by NAT gateways.
    """
    if "allow-bidirectional" in excluded or not modes:
        return EVERYTHING
    if "allow-egress" in excluded:
        return frozenset({OUT, BY_NAT})
    return frozenset() if "block-bidirectional" in modes else frozenset({BY_NAT})

"""VPC block public access: what internet gateways don't carry.

https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from kyotsu.proof.network.topology.network import Network


class PublicAccess:
    """All bans on public access, and who is excluded from them."""

    def __init__(self, network: Network) -> None:
        self._network = network

    @cached_property
    def _public_blocks(self) -> Mapping[tuple[str | None, str | None], frozenset[str]]:
        found: defaultdict[tuple[str | None, str | None], set[str]] = defaultdict(set)
        for one in self._network.all("public_blocks"):
            found[one.account, one.region].add(one.mode)
        return {place: frozenset(modes) for place, modes in found.items()}

    @cached_property
    def _exclusions(self) -> Mapping[str, frozenset[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for one in self._network.all("exclusions"):
            found[one.vpc].add(one.mode)
        return {vpc: frozenset(modes) for vpc, modes in found.items()}

    def of(self, vpc: str) -> frozenset[str]:
        """Return what a network's internet gateways carry: `in`, `out`, and `nat` for NAT's own.

        https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html: where only
        what comes in is blocked, nothing leaves but by NAT gateways, which take no connections.
        """
        it = self._network.vpcs.get(vpc)
        if it is None:
            return frozenset()
        modes = self._public_blocks.get((it.account, it.region), frozenset())
        excluded = self._exclusions.get(vpc, frozenset())
        if "allow-bidirectional" in excluded or not modes - {"off"}:
            return frozenset({"in", "out", "nat"})
        if "allow-egress" in excluded:
            return frozenset({"out", "nat"})
        return frozenset() if "block-bidirectional" in modes else frozenset({"nat"})

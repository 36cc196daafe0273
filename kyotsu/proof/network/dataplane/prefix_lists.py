"""Managed prefix lists.

https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html
"""

from collections.abc import Mapping
from functools import cached_property

from kyotsu.proof.network.topology.network import Network


class PrefixLists:
    """The blocks of each list that the stage itself keeps."""

    def __init__(self, network: Network) -> None:
        self._network = network

    @cached_property
    def known(self) -> Mapping[str, tuple[str, ...]]:
        """The blocks of each list, by URN."""
        return {one.urn: one.blocks for one in self._network.all("prefix_lists")}

    def listed(self, prefix_list: str) -> tuple[str, ...]:
        """Return the blocks of a prefix list; none of one that isn't there."""
        return self.known.get(prefix_list, ())

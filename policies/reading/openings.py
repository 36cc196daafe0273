"""What a security group or a network ACL opens, in each of the forms that they are written in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_network
from typing import Any, Final, Literal

from policies.reading.values import all_of, first_problem, number_at, objects_at, texts_at, value_at
from policies.rule import Check, NotKnown, Properties

Direction = Literal["ingress", "egress"]

ADMIN_PORTS: Final = (22, 3389)
"""SSH and RDP."""
_ALL_PROTOCOLS: Final = frozenset({"-1", "all"})
_PORTED: Final = frozenset({"tcp", "udp", "6", "17", "dccp", "sctp", "33", "132"})
_NARROWEST_INTERNET: Final = {4: 7, 6: 15}
"""A range wider than /8 (IPv4) or /16 (IPv6) counts as the internet: no network of ours is as wide,
and two halves of the internet are as open as the whole."""


@dataclass(frozen=True, kw_only=True)
class Opening:
    """One rule: from or to some address ranges, on a range of ports of a protocol."""

    block: Mapping[str, Any]
    path: str
    protocol: str
    ranges: tuple[str, ...]

    def is_internet(self) -> bool:
        """Whether one of the ranges is the internet, or most of it."""
        return any(
            is_internet(cidr)
            for name in self.ranges
            for cidr in self._read(partial(texts_at, self.block, name))
        )

    def is_everything(self) -> bool:
        """Whether all protocols are opened."""
        return self._protocol() in _ALL_PROTOCOLS

    def covers(self, *ports: int) -> bool:
        """Whether one of the ports is opened."""
        if self.is_everything():
            return True
        if self._protocol() not in _PORTED:
            return False
        first, last = self._ports()
        return any(first <= port <= last for port in ports)

    def is_only(self, port: int) -> bool:
        """Whether this one port is all that is opened."""
        return self._protocol() in _PORTED and self._ports() == (port, port)

    def _protocol(self) -> str:
        return str(self._read(partial(value_at, self.block, self.protocol)) or "").lower()

    def _ports(self) -> tuple[float, float]:
        first = self._read(partial(number_at, self.block, "fromPort"))
        last = self._read(partial(number_at, self.block, "toPort"))
        return (0 if first is None else first), (65535 if last is None else last)

    def _read(self, read: Callable[[], Any]) -> Any:
        try:
            return read()
        except NotKnown as missing:
            raise NotKnown(f"{self.path}{missing.path}") from None


def is_internet(cidr: str) -> bool:
    """Whether an address range is the internet, or so wide that it might as well be."""
    try:
        network = ip_network(cidr, strict=False)
    except ValueError:
        return False
    return network.prefixlen <= _NARROWEST_INTERNET[network.version]


def group_openings(properties: Properties, direction: Direction) -> Iterator[Opening]:
    """Yield what a security group, or one rule of a group, opens in a direction.

    Raises:
        NotKnown: which rules there are isn't known yet.
    """
    ranges = ("cidrBlocks", "ipv6CidrBlocks")
    for position, block in enumerate(objects_at(properties, direction)):
        yield Opening(
            block=block, path=f"{direction}[{position}].", protocol="protocol", ranges=ranges
        )
    if "ipProtocol" in properties:  # a rule of the newer kind has its direction in its type
        yield Opening(
            block=properties, path="", protocol="ipProtocol", ranges=("cidrIpv4", "cidrIpv6")
        )
    elif "type" in properties and value_at(properties, "type") == direction:
        yield Opening(block=properties, path="", protocol="protocol", ranges=ranges)


def acl_openings(properties: Properties, direction: Direction) -> Iterator[Opening]:
    """Yield what a network ACL, or one rule of an ACL, allows in a direction.

    Raises:
        NotKnown: which rules there are, or whether one allows, isn't known yet.
    """
    ranges = ("cidrBlock", "ipv6CidrBlock")
    for position, block in enumerate(objects_at(properties, direction)):
        if value_at(block, "action") == "allow":
            yield Opening(
                block=block, path=f"{direction}[{position}].", protocol="protocol", ranges=ranges
            )
    if value_at(properties, "ruleAction") != "allow":
        return
    outward = value_at(properties, "egress") is True
    if outward is (direction == "egress"):
        yield Opening(block=properties, path="", protocol="protocol", ranges=ranges)


def no_opening(
    openings: Callable[[Properties], Iterator[Opening]],
    problem: str,
    *conditions: Callable[[Opening], bool],
) -> Check:
    """Demand that no opening meets all of the conditions."""

    def check(properties: Properties) -> str | None:
        return first_problem(partial(_problem, opening) for opening in openings(properties))

    def _problem(opening: Opening) -> str | None:
        if all_of(*(partial(condition, opening) for condition in conditions)):
            return f"{opening.path.rstrip('.') or 'the rule'} {problem}"
        return None

    return check

"""Packets at random that nobody declared, each with the statement that says it doesn't arrive."""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from ipaddress import IPv4Address, IPv4Network
from typing import Final

from kyotsu.proof.again.packets import with_all_groups
from kyotsu.proof.network.declared import NUMBERS, Declared
from kyotsu.proof.simulator.packet import TCP, UDP, GovernmentLan, Internet, Packet, Sender
from kyotsu.proof.simulator.world import World

FOUNDATION: Final = "foundation"
PORTS: Final = (22, 53, 80, 443, 1433, 3306, 3389, 5432, 8080, 8443, 40000)
"""Beside those that somebody declares."""
OUTSIDE: Final = IPv4Network("198.51.100.0/24")
"""An example's block (RFC 5737): it stands for the internet."""
ANYWHERE: Final = IPv4Network("0.0.0.0/0")


@dataclass(frozen=True, kw_only=True)
class Try:
    """One packet that must not arrive."""

    statement: str
    subjects: tuple[str, ...]
    """The verdicts of which each says so; a `*` stands for all systems."""
    packet: Packet
    sender: Sender
    arrives_as: str
    """The kind of arrival that the statement is about: `interface`, `internet` …"""


@dataclass(frozen=True)
class Tries:
    """Packets at random in one stage."""

    told: Declared
    world: World
    pick: random.Random

    def some(self, count: int) -> Iterator[Try]:
        """Yield at most so many; what is picked and happens to be declared isn't tried."""
        ways = (self._between, self._in, self._out, self._to_foundation)
        for number in range(count):
            made = ways[number % len(ways)]()
            if made is not None:
                yield made

    def _between(self) -> Try | None:
        keys = [key for key in self.told.tenants if key in self._subnets]
        if len(keys) < 2:
            return None
        one, other = self.pick.sample(keys, 2)
        source, there = self._at(one), self._at(other)
        packet = self._packet(source[1], there[1])
        far = self.told.tenants[other]
        if not far.quarantined and self._declares(one, "link", "outbound", packet, other):
            return None
        subjects = (f"{one} -> *", f"{one} -> {other}", f"* -> {other}")
        return self._try("NET-1", subjects, packet, with_all_groups(source[0], self.world))

    def _in(self) -> Try | None:
        key = self._tenant()
        if key is None:
            return None
        there = self._at(key)[1]
        if self.told.line and self.pick.random() < 0.5:
            packet = self._packet(self._address(self.pick.choice(self.told.line)), there)
            if self._declares(key, "government-lan", "inbound", packet):
                return None
            return self._try("NET-3", (key,), packet, GovernmentLan())
        packet = self._packet(self._address(OUTSIDE), there)
        if packet.destination_port == 443 and any(
            there in block for block in self.told.tenants[key].public
        ):
            return None
        return self._try("NET-3", (key,), packet, Internet())

    def _out(self) -> Try | None:
        key = self._tenant()
        if key is None:
            return None
        subnet, source = self._at(key)
        over_line = bool(self.told.line) and self.pick.random() < 0.5
        block = self.pick.choice(self.told.line) if over_line else OUTSIDE
        packet = self._packet(source, self._address(block))
        if self._declares(key, "egress", "outbound", packet):
            return None
        kind = "government-lan" if over_line else "internet"
        return self._try("NET-4", (key,), packet, with_all_groups(subnet, self.world), kind)

    def _to_foundation(self) -> Try | None:
        key = self._tenant()
        if key is None or FOUNDATION not in self._subnets:
            return None
        subnet, source = self._at(key)
        packet = self._packet(source, self._at(FOUNDATION)[1])
        named = packet.destination_port == 53 or (packet.protocol, packet.destination_port) == (
            TCP,
            443,
        )
        if named and packet.destination in self.told.shared:
            return None
        return self._try("NET-5", (key,), packet, with_all_groups(subnet, self.world))

    def _try(
        self,
        statement: str,
        subjects: tuple[str, ...],
        packet: Packet,
        sender: Sender,
        kind: str = "interface",
    ) -> Try:
        return Try(
            statement=statement,
            subjects=subjects,
            packet=packet,
            sender=sender,
            arrives_as=kind,
        )

    def _declares(
        self, key: str, purpose: str, direction: str, packet: Packet, far: str | None = None
    ) -> bool:
        end = packet.source if direction == "inbound" else packet.destination
        return any(
            flow.purpose == purpose
            and flow.direction == direction
            and (far is None or flow.far == far)
            and (NUMBERS[flow.protocol], flow.port) == (packet.protocol, packet.destination_port)
            and end in IPv4Network(flow.cidr)
            for flow in self.told.tenants[key].flows
        )

    def _tenant(self) -> str | None:
        keys = [key for key in self.told.tenants if key in self._subnets]
        return self.pick.choice(keys) if keys else None

    def _at(self, owner: str) -> tuple[str, IPv4Address]:
        urn, block = self.pick.choice(self._subnets[owner])
        return urn, self._address(block)

    def _address(self, block: IPv4Network) -> IPv4Address:
        """Return one that an interface can have: AWS keeps the first four and the last."""
        return block[self.pick.randint(4, block.num_addresses - 2)]

    def _packet(self, source: IPv4Address, destination: IPv4Address) -> Packet:
        protocol, port = self.pick.choice(self._services)
        return Packet(
            source=source,
            destination=destination,
            protocol=protocol,
            source_port=50000,
            destination_port=port,
        )

    @cached_property
    def _services(self) -> Sequence[tuple[int, int]]:
        flows = (flow for tenant in self.told.tenants.values() for flow in tenant.flows)
        found = {(NUMBERS[flow.protocol], flow.port) for flow in flows}
        return sorted(found | {(TCP, port) for port in PORTS} | {(UDP, 53), (UDP, 123)})

    @cached_property
    def _subnets(self) -> Mapping[str, Sequence[tuple[str, IPv4Network]]]:
        """The subnets of each tenant and of the foundation, by their stacks."""
        found: defaultdict[str, list[tuple[str, IPv4Network]]] = defaultdict(list)
        for subnet in self.world.subnets:
            stack = subnet.urn.removeprefix("urn:pulumi:").partition("::")[0]
            block = subnet.inputs.get("cidrBlock")
            try:
                found[stack.partition(".")[2] or FOUNDATION].append(
                    (subnet.urn, IPv4Network(block))
                )
            except (TypeError, ValueError):
                continue  # the proof says of it that it can't be read
        return found

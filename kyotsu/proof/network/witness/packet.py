"""One packet of a set, in the words that people use."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network

from kyotsu.proof.network.case import Case
from kyotsu.proof.network.firewall.flags import OPENS, Flags
from kyotsu.proof.network.headerspace.packets import Box
from kyotsu.proof.network.headerspace.space import NAMES, ends
from tenancy.vocabulary import Text


@dataclass(frozen=True, kw_only=True)
class Packet:
    """One packet, in the words that people use."""

    source: IPv4Address
    destination: IPv4Address
    protocol: int
    source_port: int
    port: int
    flags: Flags = OPENS
    """Of TCP."""

    @property
    def title(self) -> Text:
        """The packet as one line."""
        name = NAMES.get(self.protocol, f"protocol {self.protocol}")
        with_port = f" {self.port}" if self.protocol in (6, 17) else ""
        with_flags = f" ({'+'.join(sorted(self.flags))})" if self.flags != OPENS else ""
        text = f"{self.source} → {self.destination} {name}{with_port}{with_flags}"
        return Text(ja=text, en=text)

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What another method needs so as to send the same packet."""
        return (
            ("source", str(self.source)),
            ("destination", str(self.destination)),
            ("protocol", str(self.protocol)),
            ("source_port", str(self.source_port)),
            ("port", str(self.port)),
            *((("flags", " ".join(sorted(self.flags))),) if self.flags != OPENS else ()),
        )


def concrete(case: Case, atom: Box, at: str = "", flags: Flags = OPENS) -> Packet:
    """Return one packet of an atom. `at` is the subnet that it leaves, if it leaves one."""
    space = case.compiled.space
    protocol, source_port, port = space.describe(atom.services)
    subnet = case.network.subnets.get(at)
    return Packet(
        source=_host(case, atom.sources, ends(IPv4Network(subnet.block)) if subnet else None),
        destination=_host(case, atom.destinations, None),
        protocol=protocol,
        source_port=source_port,
        port=port,
        flags=flags,
    )


def _host(case: Case, mask: int, within: tuple[int, int] | None) -> IPv4Address:
    """Return an address of an atom; in a subnet the first that AWS doesn't keep for itself.

    https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html: the first four and the
    last are kept.
    """
    low, high = next(case.compiled.space.addresses.ranges(mask))
    if within is not None:
        low, high = max(low, within[0]), min(high, within[1])
    return IPv4Address(min(low + 4, high))


def atom_of(case: Case, box: Box) -> Box:
    """Return one atom of a box: packets that nothing tells apart."""
    return Box(
        box.sources & -box.sources,
        box.destinations & -box.destinations,
        case.compiled.space.one_of(box.services),
    )

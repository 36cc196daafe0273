"""NAT gateways.

https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
"""

from collections.abc import Iterator
from dataclasses import replace
from ipaddress import IPv4Address, IPv4Network
from typing import Final

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.journey import Journey
from kyotsu.proof.simulator.traveller import Traveller
from kyotsu.proof.simulator.ways.way import Way

NAT: Final = "aws:ec2/natGateway:NatGateway"
PORT: Final = 40000
"""The port that a NAT gateway sends from: it takes any from 1024 on."""


class NatWay(Way):
    """The way by a NAT gateway: out with its address, back to whoever it was."""

    def to(self, traveller: Traveller, nat: Resource, here: Resource) -> Iterator[Journey]:
        """Leave a subnet for the gateway, and its subnet with the gateway's address and port."""
        subnet = self._subnet(nat)
        on = self.walk.across(traveller, here.urn, subnet)
        if isinstance(on, Journey):
            yield on
            return
        address = self._address(nat)
        if address is None:
            yield on.unmodelled("the NAT gateway's subnet isn't in the desired state", nat)
            return
        port = PORT if on.packet.source_port else 0
        changed = replace(on.packet, source=address, source_port=port)
        kept = {**on.memory.translations, nat.urn: (on.packet, changed)}
        memory = replace(on.memory, translations=kept)
        on = on.past(f"{nat.name} puts its own address in", nat)
        on = replace(on, packet=changed, memory=memory, crossed=on.crossed | {"middlebox"})
        yield from self.walk.from_subnet(on, subnet)

    def back(self, traveller: Traveller, nat: Resource) -> Iterator[Journey]:
        """Come back to the gateway: it takes answers only, and knows whose they are."""
        kept = traveller.memory.translations.get(nat.urn)
        if not traveller.answering or kept is None:
            yield traveller.dropped("a NAT gateway takes no connection", nat)
            return
        was, became = kept
        if traveller.packet != became.reply():
            yield traveller.dropped("the NAT gateway knows no such connection", nat)
            return
        on = traveller.past(f"{nat.name} puts the sender's address back", nat)
        yield from self.walk.from_subnet(replace(on, packet=was.reply()), self._subnet(nat))

    def at(self, address: IPv4Address, subnet: Resource) -> Resource | None:
        """Return the NAT gateway that has an address of a subnet, if one has."""
        for nat in self.parts.inventory.referring(NAT, "subnetId", subnet.urn):
            if self._address(nat) == address:
                return nat
        return None

    def _subnet(self, nat: Resource) -> str:
        return self.parts.inventory.named(nat.inputs.get("subnetId")) or ""

    def _address(self, nat: Resource) -> IPv4Address | None:
        """Return a gateway's private address: the last that AWS can give, if none is written.

        AWS chooses one that is free, which isn't known before an update. It reserves the very last
        one (https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html).
        """
        written = nat.inputs.get("privateIp")
        if isinstance(written, str) and "<<" not in written:
            return IPv4Address(written)
        subnet = self.parts.inventory.get(self._subnet(nat))
        if subnet is None:
            return None
        return IPv4Network(subnet.inputs["cidrBlock"]).broadcast_address - 1

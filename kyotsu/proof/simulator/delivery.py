"""The two ends of a way: what the sender's groups let out, and the receiver's let in."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.addresses import UnlistedError
from kyotsu.proof.simulator.balancers import Balancers
from kyotsu.proof.simulator.groups import Groups, Opening
from kyotsu.proof.simulator.inventory import Inventory
from kyotsu.proof.simulator.journey import Arrival, Journey
from kyotsu.proof.simulator.packet import Interface, inside
from kyotsu.proof.simulator.traveller import Traveller

KNOWS_GROUPS_OUT: Final = frozenset({"peering"})
KNOWS_GROUPS_IN: Final = frozenset({"peering", "transit with groups"})
"""What packets may have crossed so that a rule that names a group still knows them by it: nothing,
or a peering (https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html); on
the way in also a transit gateway that supports it
(https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#vpc-attachment-security); never
an appliance between
(https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html)."""


class Delivery:
    """Where a packet begins and where it ends."""

    def __init__(self, inventory: Inventory, groups: Groups, balancers: Balancers) -> None:
        self._inventory = inventory
        self._groups = groups
        self._balancers = balancers

    def begin(self, traveller: Traveller, sender: Interface) -> Iterator[Traveller | Journey]:
        """Let a packet out of an interface, once for each condition on who must get it."""
        subnet = self._inventory.get(sender.subnet)
        block = subnet.inputs.get("cidrBlock") if subnet is not None else None
        if subnet is None or not isinstance(block, str):
            yield traveller.unmodelled("the sender's subnet isn't known", None, sender.subnet)
            return
        if not inside(traveller.packet.source, block):
            yield traveller.dropped("the sender has another address (source check)", subnet)
            return
        try:
            openings = list(self._out(traveller, sender))
        except UnlistedError as error:
            yield traveller.unmodelled(f"nobody knows what is in the prefix list {error}", None)
            return
        balancer = self._balancers.sends(traveller.packet, sender.subnet)
        if balancer is not None:
            yield traveller.past(f"{balancer.name} has no groups that would stop it", balancer)
        elif not openings:
            yield traveller.dropped("no rule of the sender's groups lets it out", subnet)
        for wanted, opening in {one.far_group: one for one in openings}.items():
            text = f"{_name(self._inventory, opening.group)}: a rule lets it out"
            on = traveller.past(text, opening.resource, opening.group)
            yield replace(on, wanted_group=wanted)

    def _out(self, traveller: Traveller, sender: Interface) -> Iterator[Opening]:
        for group in sorted(sender.groups):
            yield from self._groups.openings(traveller.packet, group, "egress")

    def at(self, traveller: Traveller, there: Resource, vpc: str) -> Iterator[Journey]:
        """Deliver a packet to its address in a subnet, if somebody there takes it."""
        if traveller.receiver is not None and traveller.receiver.subnet != there.urn:
            yield traveller.dropped("another one has this address", there)
        elif traveller.answering:
            # Groups remember whom they let out: answers pass, whatever the rules say.
            arrival = Arrival(kind="interface", urn=there.urn)
            yield traveller.arrives(arrival, "the answer is back", there)
        else:
            try:
                yield from self._taken(traveller, there, vpc)
            except UnlistedError as error:
                yield traveller.unmodelled(f"nobody knows what is in the prefix list {error}", None)

    def _taken(self, traveller: Traveller, there: Resource, vpc: str) -> Iterator[Journey]:
        wanted, receiver = traveller.wanted_group, traveller.receiver
        groups = sorted(receiver.groups) if receiver else self._groups.of_vpc(vpc)
        if wanted is not None and (
            wanted not in groups or not traveller.crossed <= KNOWS_GROUPS_OUT
        ):
            yield traveller.dropped("the rule that let it out is for another group", there)
            return
        found = False
        listener = self._balancers.takes(traveller.packet, there.urn)
        if listener is not None and receiver is None and wanted is None:
            found = True
            on = traveller.past(f"{listener.name} takes it, and has no groups", listener)
            arrival = Arrival(kind="interface", urn=there.urn)
            yield on.arrives(arrival, f"it is in {there.name}", there)
        for group in groups:
            for opening in self._groups.openings(traveller.packet, group, "ingress"):
                if opening.far_group is not None and not _is_from(traveller, opening.far_group):
                    continue
                found = True
                has = receiver.groups if receiver else frozenset(filter(None, (group, wanted)))
                text = f"{_name(self._inventory, group)}: a rule lets it in"
                arrival = Arrival(kind="interface", urn=there.urn, groups=has)
                yield traveller.past(text, opening.resource, group).arrives(
                    arrival, f"it is in {there.name}", there
                )
        if not found:
            yield traveller.dropped("no rule of the receiver's groups lets it in", there)


def _is_from(traveller: Traveller, group: str) -> bool:
    """Return whether the receiver can tell that the sender has a group."""
    return (
        isinstance(traveller.sender, Interface)
        and group in traveller.sender.groups
        and traveller.crossed <= KNOWS_GROUPS_IN
    )


def _name(inventory: Inventory, group: str) -> str:
    resource = inventory.get(group)
    return resource.name if resource is not None else "the VPC's default group"

"""Transit gateways: in by one attachment, out by another.

https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
"""

from collections.abc import Iterator
from dataclasses import replace

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.addresses import UnlistedError
from kyotsu.proof.simulator.journey import Arrival, Journey
from kyotsu.proof.simulator.transit import PEERING, VPC_ATTACHMENT
from kyotsu.proof.simulator.traveller import MOST_HOPS, Traveller
from kyotsu.proof.simulator.ways.way import Way


class TransitWay(Way):
    """The way by a transit gateway, to another VPC or to a line."""

    def to(
        self, traveller: Traveller, gateway: Resource, here: Resource, vpc: str
    ) -> Iterator[Journey]:
        """Leave a subnet, by the interface that the gateway has in the same zone.

        https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html; and, for the ACLs,
        https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html: those of both subnets are asked,
        even where it is only one.
        """
        attachment = self.parts.transit.attachment_of(gateway.urn, vpc)
        if attachment is None:
            yield traveller.dropped("the VPC isn't attached to this transit gateway", gateway)
            return
        door = self.parts.transit.zones(attachment).get(str(traveller.zone))
        if door is None:
            yield traveller.dropped("the attachment has no subnet in this zone", attachment)
            return
        on = self.walk.across(traveller, here.urn, None)
        if isinstance(on, Traveller):
            on = self.walk.across(on, None, door)
        if isinstance(on, Journey):
            yield on
        else:
            yield from self.through(on, attachment)

    def through(
        self, traveller: Traveller, attachment: Resource, at: str | None = None
    ) -> Iterator[Journey]:
        """Pass a gateway, from an attachment or a line on: its table says where to.

        `at` is the gateway, for a peering that is at two.
        """
        transit, on = self.parts.transit, traveller
        if len(on.hops) > MOST_HOPS:
            yield on.dropped("it goes in circles", attachment)
            return
        if transit.pending(attachment):
            yield on.dropped("nobody has accepted the attachment", attachment)
            return
        gateway = at or transit.gateway_of(attachment) or ""
        associated = transit.association(attachment, gateway)
        if associated is None:
            yield on.dropped("the attachment is associated with no route table", attachment)
            return
        table, by = associated
        strange = self.parts.unmodelled.at(table, gateway, attachment.urn)
        if strange is not None:
            yield on.unmodelled(f"{strange.type} isn't modelled", strange)
            return
        resource = self.parts.inventory.get(table)
        name = resource.name if resource is not None else "the default route table"
        on = on.past(f"{attachment.name}: what comes from here is looked up in {name}", by, table)
        on = self._known_by(on, attachment)
        yield from self._by_table(on, table, name, gateway)

    def _by_table(self, on: Traveller, table: str, name: str, gateway: str) -> Iterator[Journey]:
        inventory = self.parts.inventory
        try:
            choices = self.parts.transit.choices(table, on.packet.destination)
        except UnlistedError as error:
            yield on.unmodelled(f"nobody knows what is in the prefix list {error}", None, table)
            return
        if not choices:
            yield on.dropped(f"{name} has no route there", inventory.get(table), table)
        for route in choices:
            target = inventory.get(route.attachment)
            if route.attachment is None:
                yield on.dropped(f"{name}: the route {route.block} leads nowhere", route.resource)
            elif target is None:
                yield on.unmodelled("the attachment isn't in the desired state", route.resource)
            else:
                text = f"{name}: the route {route.block} leads to {target.name}"
                yield from self._out(on.past(text, route.resource, table), target, gateway)

    def _out(self, traveller: Traveller, attachment: Resource, gateway: str) -> Iterator[Journey]:
        """Leave a gateway: to a line, or into a VPC by the interface in some zone.

        That is the zone in which the packet came, if the attachment is there. In appliance mode it
        is any, but the same for all of a connection
        (https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html).
        """
        if attachment.type == PEERING:
            yield from self._to_peer(traveller, attachment, gateway)
            return
        if attachment.type != VPC_ATTACHMENT:
            arrival = Arrival(kind="government-lan", urn=attachment.urn)
            yield traveller.arrives(arrival, "it is on the other side of the line", attachment)
            return
        traveller = self._known_by(traveller, attachment)
        doors = self.parts.transit.zones(attachment)
        fixed = traveller.memory.zones.get(attachment.urn)
        appliance = attachment.inputs.get("applianceModeSupport") == "enable"
        here = fixed if appliance else traveller.zone
        zones = [here] if here in doors else list(doors)
        if not zones:
            yield traveller.dropped("the attachment has no subnet", attachment)
        for zone in zones:
            on = replace(traveller, zone=zone)
            if appliance:
                kept = {**on.memory.zones, attachment.urn: str(zone)}
                on = replace(on, memory=replace(on.memory, zones=kept))
            yield from self.walk.from_subnet(on, doors[str(zone)])

    def _to_peer(self, traveller: Traveller, peering: Resource, gateway: str) -> Iterator[Journey]:
        """Go on at the gateway at the other end of a peering, whose zones are others.

        https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html
        """
        other = self.parts.transit.peer_of(peering, gateway)
        if other is None or self.parts.inventory.get(other) is None:
            yield traveller.unmodelled("the other gateway isn't in the desired state", peering)
            return
        on = replace(traveller, zone=None, crossed=traveller.crossed | {"transit"})
        yield from self.through(on, peering, other)

    def _known_by(self, traveller: Traveller, attachment: Resource) -> Traveller:
        """Return the packet with what receivers can still know of its sender's groups."""
        knows = self.parts.transit.knows_groups(attachment)
        crossed = "transit with groups" if knows else "transit"
        return replace(traveller, crossed=traveller.crossed | {crossed})

"""Endpoints that routes lead to: of firewalls, and the gateways to services of AWS."""

from collections.abc import Iterator
from dataclasses import replace

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.addresses import service_of
from kyotsu.proof.simulator.firewall import FIREWALL
from kyotsu.proof.simulator.journey import Arrival, Journey
from kyotsu.proof.simulator.routes import ENDPOINT, Route
from kyotsu.proof.simulator.suricata import NotUnderstoodError
from kyotsu.proof.simulator.traveller import Traveller
from kyotsu.proof.simulator.ways.way import Way


class Endpoints(Way):
    """The ways by an endpoint of a VPC."""

    def to(self, traveller: Traveller, route: Route, here: Resource | None) -> Iterator[Journey]:
        """Leave a subnet for an endpoint, or an internet gateway (`here` is None then)."""
        target = self.parts.inventory.get(route.target)
        firewall = self._firewall_of(route, target)
        if firewall is not None:
            yield from self._to_firewall(traveller, firewall, here)
        elif target is not None and target.type == ENDPOINT and here is not None:
            yield from self._to_service(traveller, target, here)
        else:
            yield traveller.unmodelled("the endpoint isn't in the desired state", route.resource)

    def _firewall_of(self, route: Route, target: Resource | None) -> Resource | None:
        """Return the firewall whose endpoint a route leads to, if it is one's.

        The endpoint's id is within a list that AWS fills in, so that the graph can't hold it; but
        it does hold whose list that is.
        """
        known = route.resource.property_dependencies if route.resource is not None else {}
        urns = known.get("vpcEndpointId", ()) if route.target is None else ()
        for one in (target, *map(self.parts.inventory.get, urns)):
            if one is not None and one.type == FIREWALL:
                return one
        return None

    def _to_service(
        self, traveller: Traveller, endpoint: Resource, here: Resource
    ) -> Iterator[Journey]:
        if endpoint.inputs.get("vpcEndpointType", "Gateway") != "Gateway":
            yield traveller.unmodelled("such an endpoint isn't modelled as a target", endpoint)
            return
        on = self.walk.across(traveller, here.urn, None)
        if isinstance(on, Journey):
            yield on
            return
        arrival = Arrival(kind="service", urn=endpoint.urn)
        yield on.arrives(arrival, f"it is at {service_of(endpoint)}", endpoint)

    def _to_firewall(
        self, traveller: Traveller, firewall: Resource, here: Resource | None
    ) -> Iterator[Journey]:
        """Pass a firewall's endpoint: in the packet's own zone, or where there is none, in any.

        https://docs.aws.amazon.com/network-firewall/latest/developerguide/vpc-config.html
        """
        endpoints = self.parts.firewalls.endpoints(firewall)
        zones = [traveller.zone] if traveller.zone in endpoints else list(endpoints)
        if not zones:
            yield traveller.dropped("the firewall has no endpoint", firewall)
        for zone in zones:
            subnet = endpoints[str(zone)]
            on = self.walk.across(traveller, here.urn if here else None, subnet)
            if isinstance(on, Journey):
                yield on
                continue
            try:
                passed = self._inspected(on, firewall, subnet)
            except NotUnderstoodError as error:
                passed = on.unmodelled(f"a rule that isn't modelled: {error}", firewall)
            if isinstance(passed, Journey):
                yield passed
                continue
            yield from self.walk.from_subnet(passed, subnet)

    def _inspected(self, on: Traveller, firewall: Resource, subnet: str) -> Traveller | Journey:
        """Return the packet beyond the firewall, or the journey that ended at one of its rules."""
        known = (firewall.urn, subnet) in on.memory.firewalls
        rules = self.parts.firewalls
        if on.answering:
            passage = rules.answers(on.packet, firewall, tracked=known)
        else:
            passage = rules.opens(on.packet, firewall)
        if not passage.allowed:
            return on.dropped(passage.text, passage.resource)
        on = on.past(passage.text, passage.resource)
        on = replace(on, crossed=on.crossed | {"middlebox"})
        if on.answering:
            return on
        asked = rules.asks(on.packet, firewall, tracked=passage.tracked)
        if asked.text != passage.text:
            on = on.past(f"then: {asked.text}", asked.resource)
        seen = {(firewall.urn, subnet)} if passage.tracked else set[tuple[str, str]]()
        memory = replace(
            on.memory,
            firewalls=on.memory.firewalls | seen,
            unnamed=on.memory.unnamed or (None if asked.allowed else asked.text),
        )
        return replace(on, memory=memory)

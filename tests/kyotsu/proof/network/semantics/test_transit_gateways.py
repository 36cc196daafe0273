"""Proves AWS's rules of transit gateways, each with its document, on a small stage."""

from __future__ import annotations

from ipaddress import IPv4Network

from kyotsu.proof.network.dataplane.compiled import Compiled
from kyotsu.proof.verdict import Outcome
from tests.kyotsu.proof.network.building import (
    Stage,
    ref,
    transit_route,
)
from tests.kyotsu.proof.network.opening import (
    open_up,
    reached,
    straight,
    with_line,
)


def test_a_blackhole_leads_nowhere_and_a_longer_prefix_wins_over_it(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html."""
    open_up(stage, "a-one", "b-three")
    assert not reached(stage, "a-one", "b-three")
    straight(stage, "b-three")
    assert reached(stage, "a-one", "b-three")


def test_a_static_route_wins_over_a_propagated_one_for_the_same_block(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html."""
    open_up(stage, "a-one", "b-three")
    stage.add(
        "local",
        "ec2transitgateway/routeTablePropagation",
        "leak",
        transitGatewayAttachmentId=ref(stage.find("hub", "VpcAttachment", "local.b-three")),
        transitGatewayRouteTableId=ref(stage.find("tenants-prod", "RouteTable")),
    )
    assert reached(stage, "a-one", "b-three")
    transit_route(stage, "local", stage.find("tenants-prod", "RouteTable"), "10.0.8.0/22", None)
    assert not reached(stage, "a-one", "b-three")


def test_what_a_line_announces_may_be_any_address(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html."""
    open_up(stage, "a-one")
    assert stage.verdict("NET-4", "a-one").outcome is Outcome.PROVED
    announced = with_line(stage)
    verdict = stage.verdict("NET-4", "a-one")
    assert verdict.outcome is Outcome.VIOLATED, "the blackhole may be less specific"
    assert announced in {step.at.urn for step in verdict.witnesses[0].steps}


def test_a_route_to_a_single_address_is_never_less_specific_than_a_lines(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html."""
    with_line(stage)
    table = stage.find("tenants-prod", "RouteTable")
    transit_route(stage, "local", table, "192.0.2.7/32", None)
    compiled = Compiled(stage.network(), [IPv4Network("192.0.2.0/24")])
    (learned,) = (way for way in compiled.transit.ways(table) if way.learned_by)
    assert not learned.addresses & compiled.space.cidr("192.0.2.7/32")
    assert learned.addresses | compiled.space.cidr("192.0.2.7/32") == compiled.space.addresses.all


def test_an_attachment_without_a_table_sends_nothing(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html."""
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    stage.remove(stage.find("hub", "RouteTableAssociation", "local.a-one"))
    assert not reached(stage, "a-one", "b-three")

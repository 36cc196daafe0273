"""Proves AWS's rules of transit gateways, each with its document, on a small stage."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import IPv4Network

import pytest

from kyotsu.proof.network.dataplane.compiled import Compiled
from kyotsu.proof.verdict import Outcome
from tests.kyotsu.proof.network.building import (
    Stage,
    ref,
    transit_route,
)
from tests.kyotsu.proof.network.opening import (
    gets_to,
    open_up,
    reached,
    straight,
    with_line,
)

MADE = "<<urn:pulumi:local::kyotsu::aws:organizations/account:Account::network#id>>"
"""An account that is yet to be made."""


def moved(stage: Stage, urn: str, account: str | None) -> None:
    """Put a resource into an account; None for that of whoever runs the update."""
    stage.resources[urn] = replace(stage.resources[urn], account=account)


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


@pytest.mark.parametrize(
    ("gateway", "attached", "accepts", "carries"),
    [
        ("1" * 12, "2" * 12, None, False),
        ("1" * 12, "2" * 12, "enable", True),
        ("1" * 12, "1" * 12, None, True),
        (None, "2" * 12, None, True),
        (MADE, "2" * 12, None, True),
    ],
)
def test_an_attachment_from_another_account_has_to_be_accepted(
    stage: Stage, gateway: str | None, attached: str, accepts: str | None, carries: bool
) -> None:
    """https://docs.aws.amazon.com/vpc/latest/tgw/acccept-tgw-attach.html.

    Where it isn't told whose they are, or in two ways, the attachment is taken to be accepted.
    """
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    moved(stage, stage.find("transit", "TransitGateway"), gateway)
    stage.change(stage.find("transit", "TransitGateway"), autoAcceptSharedAttachments=accepts)
    moved(stage, stage.find("hub", "VpcAttachment", "local.b-three"), attached)
    moved(stage, stage.find("hub", "VpcAttachment", "local.a-one"), gateway)
    assert reached(stage, "a-one", "b-three") is carries
    assert stage.verdict("NET-1", "a-one -> *").outcome is Outcome.PROVED


def test_what_is_accepted_carries(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/tgw/acccept-tgw-attach.html."""
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    attachment = stage.find("hub", "VpcAttachment", "local.a-one")
    moved(stage, attachment, "2" * 12)
    moved(stage, stage.find("transit", "TransitGateway"), "1" * 12)
    stage.change(stage.find("transit", "TransitGateway"), autoAcceptSharedAttachments=None)
    moved(stage, stage.find("hub", "VpcAttachment", "local.b-three"), "1" * 12)
    assert not reached(stage, "a-one", "b-three")
    stage.add(
        "local",
        "ec2transitgateway/vpcAttachmentAccepter",
        "accepter",
        transitGatewayAttachmentId=ref(attachment),
    )
    assert reached(stage, "a-one", "b-three")


def test_no_route_leads_to_what_nobody_accepted_so_a_shorter_one_counts(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/tgw/acccept-tgw-attach.html."""
    open_up(stage, "a-one", "b-three", "a-two")
    straight(stage, "a-two")
    table = stage.find("tenants-prod", "RouteTable")
    pending = stage.find("hub", "VpcAttachment", "local.b-three")
    transit_route(stage, "local", table, "10.0.4.0/24", pending)
    assert not gets_to(stage, "10.0.4.")
    moved(stage, pending, "2" * 12)
    moved(stage, stage.find("transit", "TransitGateway"), "1" * 12)
    stage.change(stage.find("transit", "TransitGateway"), autoAcceptSharedAttachments=None)
    for key in ("a-one", "a-two"):
        moved(stage, stage.find("hub", "VpcAttachment", f"local.{key}"), "1" * 12)
    compiled = Compiled(stage.network(), [IPv4Network("10.0.4.0/24")])
    ways = compiled.transit.ways(table)
    assert all(way.attachment.urn != pending for way in ways)
    led = compiled.space.cidr("10.0.4.0/24")
    assert any(way.addresses & led == led for way in ways)

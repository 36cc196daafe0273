"""Proves which packets the network ACLs let through, and that replies find their way back."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network

import pytest

from components.network.acl_rules import AclRule, rules_for
from tenancy.plan import NetworkPlan, TenantPlan

TENANT = "soumu-shinsei"
OUTSIDE = "198.51.100.7"
CLIENT_PORT = 50000


@pytest.fixture
def network(plan: Callable[[str], TenantPlan]) -> NetworkPlan:
    return plan(TENANT).network


def _address(network: NetworkPlan, tier: str) -> str:
    subnet = next(found for found in network.tiers if found.name == tier).subnets[0]
    return str(next(IPv4Network(subnet.cidr).hosts()))


def _lets(rules: tuple[AclRule, ...], address: str, port: int) -> bool:
    return next(
        (
            rule.allow
            for rule in sorted(rules, key=lambda one: one.number)
            if IPv4Address(address) in IPv4Network(rule.cidr)
            and rule.ports[0] <= port <= rule.ports[1]
        ),
        False,
    )


def _connects(network: NetworkPlan, source: str, target: str, port: int) -> bool:
    """Whether a TCP connection from a tier or an outside address to another works both ways."""
    ends = {"outside": OUTSIDE}
    at = {end: ends.get(end) or _address(network, end) for end in (source, target)}
    there = here = True
    if source in {"public", "private", "protected"}:
        rules = rules_for(source, network)
        there = _lets(rules.egress, at[target], port)
        here = _lets(rules.ingress, at[target], CLIENT_PORT)
    if target in {"public", "private", "protected"}:
        rules = rules_for(target, network)
        there = there and _lets(rules.ingress, at[source], port)
        here = here and _lets(rules.egress, at[source], CLIENT_PORT)
    return there and here


@pytest.mark.parametrize(
    ("source", "target", "port", "expected"),
    [
        ("outside", "public", 443, True),
        ("outside", "public", 22, False),
        ("outside", "private", 443, False),
        ("outside", "protected", 5432, False),
        ("public", "private", 443, True),
        ("public", "protected", 5432, False),
        ("private", "protected", 5432, True),
        ("protected", "protected", 5432, True),
        ("private", "outside", 443, True),
        ("private", "outside", 25, False),
        ("protected", "outside", 443, False),
        ("protected", "public", 443, False),
    ],
)
def test_which_connections_work(
    network: NetworkPlan, source: str, target: str, port: int, expected: bool
) -> None:
    assert _connects(network, source, target, port) is expected


def test_no_server_in_the_public_tier_gets_past_the_inspection_to_a_declared_destination(
    plan: Callable[[str], TenantPlan],
) -> None:
    """Replies to clients go to any port from 1024, and one of them is a destination's own."""
    network = plan("mlit-suii").network
    assert any(flow.cidr == "203.0.113.0/24" and flow.port == 8443 for flow in network.flows)
    egress = rules_for("public", network).egress
    assert not _lets(egress, "203.0.113.9", 8443)
    assert _lets(egress, "203.0.113.9", CLIENT_PORT)
    assert _lets(egress, OUTSIDE, 8443)


def test_rules_are_numbered_once_and_in_order(network: NetworkPlan) -> None:
    for tier in ("public", "private", "protected"):
        for rules in (rules_for(tier, network).ingress, rules_for(tier, network).egress):
            numbers = [rule.number for rule in rules]
            assert numbers == sorted(set(numbers))


def test_an_unknown_tier_is_an_error(network: NetworkPlan) -> None:
    with pytest.raises(KeyError):
        rules_for("dmz", network)

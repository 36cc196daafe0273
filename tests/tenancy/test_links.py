"""A link becomes the same flow at both ends, and at nobody else's."""

from __future__ import annotations

from dataclasses import replace

from tenancy.fleet import Fleet
from tenancy.links import Peer, peers_of
from tenancy.model import Environments
from tenancy.plan import plan_tenant
from tests.tenancy.example import Project

CALLER, CALLEE = "soumu-shinsei", "mof-shunou"


def links(fleet: Fleet, key: str) -> list[tuple[str, str, str, int]]:
    plan = plan_tenant(fleet, key, fleet.stages["local"])
    return [
        (flow.direction, flow.cidr, flow.protocol, flow.port)
        for flow in plan.network.flows
        if flow.purpose == "link"
    ]


def test_both_ends_know_each_other_by_their_blocks(project: Project) -> None:
    fleet = project.load()
    stage = fleet.stages["local"]
    caller, callee = (str(fleet.addresses.blocks["local", key]) for key in (CALLER, CALLEE))
    assert links(fleet, CALLER) == [("outbound", callee, "tcp", 443)]
    assert links(fleet, CALLEE) == [("inbound", caller, "tcp", 443)]
    assert peers_of(fleet, CALLER, stage) == (
        Peer(system=CALLEE, cidr=callee, direction="outbound", protocol="tcp", ports=(443,)),
    )


def test_a_peer_without_the_environment_is_not_reached(project: Project) -> None:
    fleet = project.load()
    dev = Environments(dev=fleet.tenants[CALLEE].environments.prod)
    callee = fleet.tenants[CALLEE].model_copy(update={"environments": dev})
    fleet = replace(fleet, tenants={**fleet.tenants, CALLEE: callee})
    assert links(fleet, CALLER) == []


def test_who_has_no_flow_is_not_attached(project: Project) -> None:
    fleet = project.load()
    tenant = fleet.tenants[CALLEE]
    assert tenant.environments.prod is not None
    prod = tenant.environments.prod.model_copy(update={"egress": (), "ingress": "internet"})
    alone = tenant.model_copy(update={"links": (), "environments": Environments(prod=prod)})
    fleet = replace(fleet, tenants={**fleet.tenants, CALLEE: alone})
    network = plan_tenant(fleet, CALLEE, fleet.stages["local"]).network
    assert (network.flows, network.attached, network.routes) == ((), False, ())
    assert (network.answered_by, network.reached_through_inspection) == ((), False)
    assert "attachment" not in {tier.name for tier in network.tiers}

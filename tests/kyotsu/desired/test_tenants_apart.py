"""Proves that a new tenant with links changes no other one, and the hub only by its own. No engine.

A new tenant's link is declared by its other end too, so that one changes, by that alone. For
tenants without links see test_isolation.py; for the engine's word tests/kyotsu/local/.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from kyotsu.desired.graph import Graph
from kyotsu.desired.planning import SidePlan
from kyotsu.desired.worker import foundation_of
from tenancy.inspection import group_of
from tenancy.model import Egress, Environments, Tenant
from tests.kyotsu.desired.conftest import graph_of

ADDED = "mof-shunou"
"""The one that others are compared without: it is linked, reached from the government LAN, and
shares the hub's endpoints."""
LINKED = "soumu-shinsei"
"""The one that declares the other end of its link."""


def states(side: SidePlan) -> dict[str, Graph]:
    """Return the graphs of a stage by stack."""
    foundation = graph_of(side.foundation)
    name = foundation_of("local", side.project)
    tenants = [graph_of(task) for task in side.tenants(name, foundation.outputs)]
    return {graph.stack: graph for graph in (foundation, *tenants)}


def with_tenants(side: SidePlan, tenants: Mapping[str, Tenant]) -> SidePlan:
    return replace(side, fleet=replace(side.fleet, tenants=tenants))


def data(graph: Graph) -> dict[str, dict[str, Any]]:
    return {one.urn: one.as_data() for one in graph.resources}


def changed(before: Graph, after: Graph) -> set[str]:
    """Return the names of the resources that differ."""
    old, new = data(before), data(after)
    urns = {urn for urn in {*old, *new} if old.get(urn) != new.get(urn)}
    return {urn.rpartition("::")[2] for urn in urns}


def of_hub(before: Graph, after: Graph) -> set[str]:
    """Return the names of the hub's resources that differ."""
    return {
        urn.rpartition("::")[2]
        for urn in {*data(before), *data(after)}
        if "kyotsu:hub:" in urn and data(before).get(urn) != data(after).get(urn)
    }


@pytest.fixture(scope="module")
def now(planned: SidePlan) -> dict[str, Graph]:
    return states(planned)


def test_a_new_tenant_changes_no_stack_but_its_own_and_that_of_its_other_end(
    planned: SidePlan, now: dict[str, Graph]
) -> None:
    tenants = {key: one for key, one in planned.fleet.tenants.items() if key != ADDED}
    caller = tenants[LINKED]
    links = tuple(link for link in caller.links if link.system != ADDED)
    tenants[LINKED] = caller.model_copy(update={"links": links})
    before = states(with_tenants(planned, tenants))
    assert set(now) - set(before) == {f"local.{ADDED}"}
    differing = {stack for stack in before if changed(before[stack], now[stack])}
    assert differing == {"local", f"local.{LINKED}"}
    assert of_hub(before["local"], now["local"]) <= {
        f"tenants-{group_of(ADDED)}",
        f"tenants-{group_of(LINKED)}",
        *(f"endpoint-{service}" for service in ("elasticloadbalancing", "secretsmanager")),
        *("elasticloadbalancing", "secretsmanager"),
        "endpoints",  # the component, whose output lists them
    }
    # The other end declares the link too, and gets what it needs for it and no more.
    block = str(planned.fleet.addresses.blocks["local", ADDED])
    assert changed(before[f"local.{LINKED}"], now[f"local.{LINKED}"]) <= {
        f"outbound-{block}-443-tcp",
        f"hub-{block}",
        "private",
        "attachment",
    }


def test_a_changed_tenant_changes_one_group_of_the_hubs_rules_and_nothing_else_of_it(
    planned: SidePlan, now: dict[str, Graph]
) -> None:
    tenant = planned.fleet.tenants["mlit-suii"]
    prod = tenant.environments.prod
    assert prod is not None
    wider = prod.model_copy(
        update={"egress": (*prod.egress, Egress(to="198.51.100.0/24", ports=(8443,)))}
    )
    other = tenant.model_copy(update={"environments": Environments(prod=wider)})
    after = with_tenants(planned, {**planned.fleet.tenants, "mlit-suii": other})
    assert of_hub(now["local"], graph_of(after.foundation)) == {f"tenants-{group_of('mlit-suii')}"}

"""Proves which domain a system is published under, and what each step of it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tenancy.model import Environment, Environments
from tenancy.naming import physical_name
from tenancy.plan import TenantPlan
from tenancy.plan.parts import WEB_FILTER, log_group_name
from tenancy.plan.publication import plan_publication
from tests.tenancy.test_plan import KEY, planned

if TYPE_CHECKING:
    from tests.tenancy.example import Project


def published(project: Project, **changes: object) -> TenantPlan:
    fleet = project.load()
    tenant = fleet.tenants[KEY]
    assert tenant.environments.prod is not None
    prod = tenant.environments.prod.model_copy(update=changes)
    return planned(fleet, tenant.model_copy(update={"environments": Environments(prod=prod)}))


@pytest.mark.parametrize(
    ("publication", "served", "leads_here"),
    [("prepared", False, False), ("delegated", True, False), ("open", True, True)],
)
def test_each_step_makes_more_than_the_one_before(
    project: Project, publication: str, served: bool, leads_here: bool
) -> None:
    plan = published(project, publication=publication)
    assert plan.publication is not None
    assert (plan.publication.served, plan.publication.leads_here) == (served, leads_here)
    assert (WEB_FILTER in plan.logs.groups) is served


def test_what_nobody_reaches_from_the_internet_is_not_published(project: Project) -> None:
    assert published(project, ingress="none").publication is None


def test_a_rehearsal_has_a_domain_of_its_own(project: Project) -> None:
    fleet = project.load()
    tenant, stage = fleet.tenants[KEY], fleet.stages["local"]
    rehearsal = stage.model_copy(update={"environment": "dev"})
    environment = Environment(size="small", ingress="internet", monthly_budget_yen=1)
    domains = {
        one.environment: plan.domain
        for one in (stage, rehearsal)
        if (plan := plan_publication(tenant, environment, one))
    }
    assert domains == {"prod": tenant.domain, "dev": f"dev.{tenant.domain}"}


def test_the_filters_log_group_is_named_as_aws_waf_demands() -> None:
    name = "kyotsu-prod-soumu-shinsei"
    assert log_group_name(name, WEB_FILTER) == f"aws-waf-logs-{name}-web-filter"
    assert log_group_name(name, "audit") == physical_name("log-group", name, "audit")

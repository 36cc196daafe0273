"""From a declaration to what will be: exact values for one tenant, and what never moves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tenancy.fleet import Fleet
from tenancy.model import Environment, Environments, Tenant
from tenancy.plan import (
    BackupPlan,
    HoursPlan,
    KeyPlan,
    LogPlan,
    NotPlanned,
    TenantPlan,
    plan_tenant,
)
from tests.tenancy.example import Project

KEY = "soumu-shinsei"


def plan(fleet: Fleet, **changes: object) -> TenantPlan:
    """Return the plan after changes to the tenant's prod environment."""
    tenant = fleet.tenants[KEY]
    prod = tenant.environments.prod
    assert prod is not None
    prod = prod.model_copy(update=changes)
    return planned(fleet, tenant.model_copy(update={"environments": Environments(prod=prod)}))


def planned(fleet: Fleet, tenant: Tenant) -> TenantPlan:
    changed = replace(fleet, tenants={**fleet.tenants, KEY: tenant})
    return plan_tenant(changed, KEY, fleet.stages["local"])


def subnets(found: TenantPlan) -> dict[str, str]:
    return {one.name: one.cidr for tier in found.network.tiers for one in tier.subnets}


def test_a_plan(project: Project) -> None:
    found = plan(project.load())
    assert (found.name, found.account_name, found.account_email) == (
        "kyotsu-local-soumu-shinsei",
        "kyotsu-local-soumu-shinsei",
        "kyotsu-local+soumu-shinsei@example.go.jp",
    )
    assert (found.key, found.ministry, found.system, found.stage) == (
        KEY,
        "soumu",
        "shinsei",
        "local",
    )
    assert found.tags == {
        "Stage": "local",
        "Ministry": "soumu",
        "System": "shinsei",
        "Environment": "prod",
        "DataClassification": "confidentiality-2",
        "Availability": "availability-2",
        "CostCenter": KEY,
        "ManagedBy": "kyotsu",
    }
    assert found.logs == LogPlan(
        retention_days=400, groups=("application", "audit", "database", "operating-system")
    )
    assert found.keys == KeyPlan(purposes=("data", "logs", "backup"))
    assert found.backup == BackupPlan(
        retention_days=365, copy_region="ap-northeast-3", least_days=30, immutable=False
    )
    assert found.operating_hours == HoursPlan(
        days="every-day",
        start="08:00",
        end="20:00",
        first_day="2026-04-01",
        last_day="2031-03-31",
    )
    assert (found.budget.yen, found.protect) == (300_000, False)
    # At 150.25 yen, up to the cent.
    assert found.budget.limit_usd == "1996.68"
    assert found.budget.contacts == (
        "shinsei-operation@example.go.jp",
        "shinsei-security@example.go.jp",
    )


def test_a_network(project: Project) -> None:
    network = plan(project.load()).network
    assert (network.cidr, network.region, network.ingress) == (
        "10.0.4.0/22",
        "ap-northeast-1",
        "internet",
    )
    assert network.zones == ("ap-northeast-1a", "ap-northeast-1c", "ap-northeast-1d")
    assert network.egress == ("api.example.go.jp:443/tcp",)
    assert network.gateway_endpoints == ("s3", "dynamodb")
    assert network.interface_endpoints == (
        "ec2",
        "ec2messages",
        "kms",
        "logs",
        "monitoring",
        "ssm",
        "ssmmessages",
        "sts",
    )
    assert [(tier.name, [one.zone[-1] for one in tier.subnets]) for tier in network.tiers] == [
        ("public", ["a", "c", "d"]),
        ("private", ["a", "c", "d"]),
        ("protected", ["a", "c", "d"]),
        ("attachment", ["a", "c", "d"]),
    ]


@pytest.mark.parametrize(
    ("ingress", "services", "tiers"),
    [
        ("none", ("lambda",), ["private", "attachment"]),
        ("government-lan", ("ec2", "rds"), ["private", "protected", "attachment"]),
        ("internet", ("lambda",), ["public", "private", "attachment"]),
    ],
)
def test_only_the_tiers_that_are_needed(
    project: Project, ingress: str, services: tuple[str, ...], tiers: list[str]
) -> None:
    fleet = project.load()
    tenant = fleet.tenants[KEY].model_copy(update={"cloud_services": services})
    assert tenant.environments.prod is not None
    prod = tenant.environments.prod.model_copy(update={"ingress": ingress})
    tenant = tenant.model_copy(update={"environments": Environments(prod=prod)})
    assert [tier.name for tier in planned(fleet, tenant).network.tiers] == tiers


def test_adding_a_tier_or_a_zone_moves_no_subnet(project: Project) -> None:
    fleet = project.load()
    all_of_them = subnets(plan(fleet))
    for fewer in (
        subnets(plan(fleet, zones=("a", "d"))),
        subnets(plan(fleet, ingress="none")),
        subnets(plan(fleet, zones=("d",), ingress="none")),
    ):
        assert fewer.items() < all_of_them.items()


def test_keys_of_the_provider_leave_those_for_what_the_platform_keeps(project: Project) -> None:
    fleet = project.load()
    tenant = fleet.tenants[KEY].model_copy(update={"key_management": "provider"})
    assert planned(fleet, tenant).keys.purposes == ("logs", "backup")


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("soumu-shinse", "there is no tenant 'soumu-shinse'; did you mean 'soumu-shinsei'?"),
        (
            KEY,
            (
                "soumu-shinsei declares no prod environment, which stage local is for;"
                " add it to tenants/soumu/shinsei.yaml"
            ),
        ),
    ],
)
def test_a_tenant_that_has_no_place_in_a_stage(project: Project, key: str, message: str) -> None:
    fleet = project.load()
    dev = Environment(size="small", monthly_budget_yen=1)
    tenant = fleet.tenants[KEY].model_copy(update={"environments": Environments(dev=dev)})
    fleet = replace(fleet, tenants={KEY: tenant})
    with pytest.raises(NotPlanned) as refused:
        plan_tenant(fleet, key, fleet.stages["local"])
    assert str(refused.value) == message


def test_a_tenant_without_addresses(project: Project) -> None:
    fleet = project.load()
    bare = replace(fleet, addresses=type(fleet.addresses)())
    with pytest.raises(NotPlanned, match="run kyotsu tenant add soumu-shinsei"):
        plan_tenant(bare, KEY, fleet.stages["local"])

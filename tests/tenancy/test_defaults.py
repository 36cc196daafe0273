"""What follows from the grades where a file says nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tenancy.defaults import resolve
from tenancy.model import Backup, Classification, Environment, OperatingHours, Tenant
from tenancy.vocabulary import CLOUDWATCH_RETENTION_DAYS, EnvironmentName
from tests.tenancy.example import Project


@pytest.fixture
def tenant(project: Project) -> Tenant:
    return project.load().tenants["soumu-shinsei"]


def graded(tenant: Tenant, confidentiality: Any, availability: Any) -> Tenant:
    grades = Classification(confidentiality=confidentiality, integrity=1, availability=availability)
    return tenant.model_copy(update={"classification": grades})


BARE = Environment(size="small", monthly_budget_yen=1)


@pytest.mark.parametrize(
    ("name", "confidentiality", "availability", "expected"),
    [
        ("prod", 1, 1, (2, 400, "provider", 35, False)),
        ("prod", 2, 1, (2, 400, "platform", 35, False)),
        ("prod", 3, 1, (2, 1096, "platform", 35, False)),
        ("prod", 1, 2, (3, 400, "provider", 365, True)),
        ("prod", 3, 2, (3, 1096, "platform", 365, True)),
        ("dev", 1, 1, (2, 90, "provider", 7, False)),
        ("dev", 3, 2, (2, 365, "platform", 7, False)),
    ],
)
def test_the_table(
    tenant: Tenant,
    name: EnvironmentName,
    confidentiality: int,
    availability: int,
    expected: tuple[object, ...],
) -> None:
    found = resolve(graded(tenant, confidentiality, availability), name, BARE)
    assert (
        found.zones.value,
        found.log_retention_days.value,
        found.key_management.value,
        found.backup_retention_days.value,
        found.backup_copy.value,
    ) == expected


@pytest.mark.parametrize("confidentiality", [1, 2, 3])
@pytest.mark.parametrize("availability", [1, 2])
def test_retention_in_prod_is_a_year_at_least_and_possible(
    tenant: Tenant, confidentiality: int, availability: int
) -> None:
    found = resolve(graded(tenant, confidentiality, availability), "prod", BARE)
    assert found.log_retention_days.value >= 365
    assert found.log_retention_days.value in CLOUDWATCH_RETENTION_DAYS


def test_a_value_says_where_it_comes_from(tenant: Tenant) -> None:
    found = resolve(tenant, "prod", BARE)
    assert found.zones.source == "default for prod, availability 2"
    assert found.recovery_point_hours.source == "default for every system"
    assert found.data_location.source == "backups are copied"


def test_what_is_declared_comes_first(tenant: Tenant) -> None:
    declared = Environment(
        size="small",
        monthly_budget_yen=1,
        zones=("a", "c"),
        log_retention_days=731,
        backup=Backup(retention_days=10, copy_to_recovery_region=False),
        operating_hours=OperatingHours(days="weekdays"),
    )
    found = resolve(tenant, "prod", declared)
    for one, value in (
        (found.zones, 2),
        (found.log_retention_days, 731),
        (found.backup_retention_days, 10),
        (found.backup_copy, False),
        (found.operating_hours, OperatingHours(days="weekdays")),
    ):
        assert (one.value, one.source) == (value, "declared")
    assert found.data_location.value == ("tokyo",)


def test_operating_hours_by_environment(tenant: Tenant) -> None:
    assert resolve(tenant, "prod", BARE).operating_hours.value == OperatingHours()
    assert resolve(tenant, "dev", BARE).operating_hours.value == OperatingHours(
        days="weekdays", start="08:00", end="20:00"
    )

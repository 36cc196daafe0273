"""Tenants on the terminal."""

from collections.abc import Iterator
from dataclasses import asdict, fields
from typing import Any, cast

from rich.console import Console
from rich.table import Table

from tenancy.defaults import Resolved, resolve
from tenancy.fleet import Fleet
from tenancy.model import OperatingHours, PatchWindow, Tenant
from tenancy.plan import NotPlanned, PublicationPlan, TenantPlan, plan_tenant
from tenancy.services import SERVICES
from tenancy.vocabulary import EnvironmentName


def print_list(fleet: Fleet) -> None:
    """Print a table of all tenants."""
    table = Table(title=f"{len(fleet.tenants)} tenants")
    for heading in ("tenant", "name", "ministry", "C/I/A", "lines", "environments"):
        table.add_column(heading, overflow="fold")
    for key, tenant in fleet.tenants.items():
        grades = tenant.classification
        ministry = fleet.ministries[tenant.ministry].name
        table.add_row(
            key,
            f"{tenant.name.ja}\n{tenant.name.en}",
            f"{ministry.ja}\n{ministry.en}",
            f"{grades.confidentiality}/{grades.integrity}/{grades.availability}",
            ", ".join(tenant.external_lines),
            "\n".join(f"{name} {one.size}" for name, one in tenant.declared().items()),
        )
    Console().print(table)


def _spelled(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(str, cast("tuple[object, ...]", value)))
    return str(value)


def _resolved(tenant: Tenant, name: EnvironmentName) -> Iterator[tuple[str, Resolved[Any]]]:
    environment = tenant.environment(name)
    if environment is not None:
        resolved = resolve(tenant, name, environment)
        for field in fields(resolved):
            yield field.name, getattr(resolved, field.name)


def _plans(fleet: Fleet, tenant: Tenant) -> Iterator[tuple[str, TenantPlan | str]]:
    for name, stage in fleet.stages.items():
        try:
            yield name, plan_tenant(fleet, tenant.key, stage)
        except NotPlanned as reason:
            yield name, str(reason)


def as_data(fleet: Fleet, tenant: Tenant) -> dict[str, Any]:
    """Return what `print_tenant` prints, as JSON can hold it."""
    return {
        "key": tenant.key,
        "declared": tenant.model_dump(mode="json", exclude_none=True),
        "resolved": {
            name: {
                field: {
                    "value": one.value.model_dump()
                    if isinstance(one.value, OperatingHours | PatchWindow)
                    else one.value,
                    "source": one.source,
                }
                for field, one in _resolved(tenant, name)
            }
            for name in tenant.declared()
        },
        "plans": {
            name: asdict(plan) if isinstance(plan, TenantPlan) else {"not_planned": plan}
            for name, plan in _plans(fleet, tenant)
        },
    }


def _declaration(fleet: Fleet, tenant: Tenant) -> Table:
    table = Table(title=tenant.key, show_header=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    ministry = fleet.ministries[tenant.ministry].name
    grades = tenant.classification
    rows = (
        ("name", f"{tenant.name.ja} / {tenant.name.en}"),
        ("ministry", f"{ministry.ja} / {ministry.en}"),
        ("division", f"{tenant.managing_division.ja} / {tenant.managing_division.en}"),
        ("purpose", f"{tenant.purpose.ja}\n{tenant.purpose.en}"),
        ("domain", tenant.domain),
        ("period of use", f"{tenant.period_of_use.start} to {tenant.period_of_use.end}"),
        ("grades", ", ".join(f"{name} {grade}" for name, grade in grades)),
        ("security class", f"{tenant.security_class} measures"),
        ("handling", ", ".join(tenant.handling_restrictions) or "no restrictions"),
        ("external lines", ", ".join(tenant.external_lines)),
        (
            "links",
            "\n".join(
                f"{link.direction} {link.system} {', '.join(map(str, link.ports))}/{link.protocol}:"
                f" {link.why.ja} / {link.why.en}"
                for link in tenant.links
            )
            or "none",
        ),
        ("cloud services", ", ".join(SERVICES[key].name for key in tenant.cloud_services)),
        (
            "exceptions",
            "\n".join(f"{one.rule} until {one.expires}" for one in tenant.exceptions) or "none",
        ),
    )
    for label, text in rows:
        table.add_row(label, text)
    return table


def _values(tenant: Tenant, name: EnvironmentName) -> Table:
    table = Table("value", "is", "because", title=f"{name}: declared and by default")
    for field, one in _resolved(tenant, name):
        table.add_row(field.replace("_", " "), _spelled(one.value), one.source)
    return table


def _published(plan: PublicationPlan) -> str:
    if not plan.served:
        return (
            f"{plan.domain}: zone only; kyotsu tenant name-servers says what to write into the"
            " domain above"
        )
    leads = "leads" if plan.leads_here else "can be led"
    return f"{plan.domain}: behind filter and load balancer; {leads} there"


def _plan(plan: TenantPlan) -> Table:
    network = plan.network
    table = Table(title=f"stage {plan.stage}: {plan.name}", show_header=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    table.add_row("account", f"{plan.account_name} <{plan.account_email}>")
    table.add_row("network", f"{network.cidr} in {network.region}, ingress {network.ingress}")
    if plan.publication is not None:
        table.add_row("domain", _published(plan.publication))
    for tier in network.tiers:
        table.add_row(
            tier.name, "\n".join(f"{one.cidr} {one.name} ({one.zone})" for one in tier.subnets)
        )
    table.add_row("egress", ", ".join(network.egress) or "nothing")
    table.add_row(
        "endpoints", ", ".join((*network.gateway_endpoints, *network.interface_endpoints))
    )
    table.add_row("log groups", f"{', '.join(plan.logs.groups)}: {plan.logs.retention_days} days")
    table.add_row("keys", ", ".join(plan.keys.purposes))
    copied = plan.backup.copy_region or "no other region"
    table.add_row("backups", f"{plan.backup.retention_days} days, copies in {copied}")
    table.add_row(
        "budget",
        f"{plan.budget.yen:,} yen a month; {plan.budget.limit_usd} dollars at "
        f"{plan.budget.yen_per_usd} yen ({plan.budget.rate_as_of})",
    )
    table.add_row("tags", ", ".join(f"{key}={value}" for key, value in plan.tags.items()))
    return table


def print_tenant(fleet: Fleet, tenant: Tenant) -> None:
    """Print the declaration, the values that follow, and the plan of each stage."""
    console = Console()
    console.print(_declaration(fleet, tenant))
    for name in tenant.declared():
        console.print(_values(tenant, name))
    for stage, plan in _plans(fleet, tenant):
        console.print(_plan(plan) if isinstance(plan, TenantPlan) else f"stage {stage}: {plan}")

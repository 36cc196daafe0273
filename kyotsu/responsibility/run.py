"""Builds an agreement from desired state, and writes it."""

import sys
from pathlib import Path

from kyotsu.declarations import read_fleet
from kyotsu.desired.reading import FOUNDATION, graphs
from kyotsu.errors import UserMistake
from kyotsu.output import write_file
from kyotsu.project import find_root
from kyotsu.responsibility.build import agreement
from kyotsu.responsibility.compare import differences
from kyotsu.responsibility.model import Agreement
from kyotsu.responsibility.provision import Provision, counted
from kyotsu.responsibility.signed import as_json, read_signed
from tenancy.defaults import resolve
from tenancy.finding import nearest
from tenancy.plan import NotPlanned, plan_tenant


def run(
    root: Path | None,
    tenant: str,
    stage: str,
    form: str,
    language: str,
    out: Path | None,
    since: Path | None,
) -> None:
    """Write the document.

    Raises:
        UserMistake: there is no such system or stage, or the signed file can't be used.
        WorldFault: the file can't be written, or the program can't be evaluated.
    """
    from kyotsu.responsibility.write import as_html, as_markdown

    folder = find_root(root)
    signed = None if since is None else read_signed(since, tenant, stage)
    now = build(folder, tenant, stage)
    changed = None if signed is None else differences(signed, now)
    if form == "json":
        content = as_json(now)
    elif form == "html":
        content = as_html(now, changed)
    else:
        content = as_markdown(now, changed, language)
    if out is None:
        sys.stdout.write(content)
    else:
        write_file(out, content.encode())
        told = "" if changed is None else f", {len(changed)} clauses changed since it was signed"
        print(f"{out}: {len(now.clauses())} clauses{told}")


def build(root: Path, key: str, stage: str) -> Agreement:
    """Return the agreement of a system in a stage. Raises as `run`."""
    fleet = read_fleet(root)
    if stage not in fleet.stages:
        raise UserMistake(f"there is no stage {stage}; {nearest(stage, fleet.stages)}")
    settings = fleet.stages[stage]
    try:
        plan = plan_tenant(fleet, key, settings)
    except NotPlanned as error:
        raise UserMistake(str(error)) from None
    tenant = fleet.tenants[key]
    environment = tenant.environment(settings.environment)
    assert environment is not None  # noqa: S101 - it is planned
    found = {one.stack: one.graph for one in graphs(root, stage, [FOUNDATION, key])}
    return agreement(
        Provision(
            tenant=tenant,
            ministry=fleet.ministries[tenant.ministry],
            resolved=resolve(tenant, settings.environment, environment),
            plan=plan,
            stage=settings,
            own=counted(found[f"{stage}.{key}"]),
            shared=counted(found[stage]),
        )
    )

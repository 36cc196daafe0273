"""What a ministry writes into the domain above, so that its own is answered by the platform."""

import json
from pathlib import Path
from typing import cast

import typer
from rich.console import Console
from rich.table import Table

from infra.tenant import NAME_SERVERS
from kyotsu.errors import UserMistake
from kyotsu.stacks.environment import environment_for
from kyotsu.stacks.targets import Target
from kyotsu.tenant.reading import load_to_show, tenant_of
from kyotsu.tenant.retirement.stack import deployed
from tenancy.finding import nearest
from tenancy.plan import NotPlanned, plan_tenant


def name_servers(root: Path, key: str, stage_name: str) -> tuple[str, tuple[str, ...]]:
    """Return a system's domain in a stage, and the servers that answer for it.

    Raises:
        UserMistake: nobody reaches the system from the internet, or its zone isn't there yet.
        WorldFault: the state can't be read.
    """
    fleet = load_to_show(root)
    tenant_of(fleet, key)
    stage = fleet.stages.get(stage_name)
    if stage is None:
        raise UserMistake(f"there is no stage {stage_name!r}; {nearest(stage_name, fleet.stages)}")
    try:
        publication = plan_tenant(fleet, key, stage).publication
    except NotPlanned as reason:
        raise UserMistake(str(reason)) from None
    if publication is None:
        raise UserMistake(
            f"nobody reaches {key} from the internet in stage {stage_name}, so it has no domain"
            " there; if somebody is to, write ingress: internet"
        )
    environment = environment_for(root, stage)
    state = deployed(root, stage, environment, Target(stage=stage_name, tenant=key))
    told = [] if state is None else [one.get(NAME_SERVERS) for one in state.values.values()]
    servers = next((cast("list[str]", one) for one in told if isinstance(one, list)), [])
    if not servers:
        raise UserMistake(
            f"the zone of {publication.domain} isn't made yet; run kyotsu up --stage {stage_name}"
            f" --tenant {key}, then this again"
        )
    return publication.domain, tuple(sorted(servers))


def show(root: Path, key: str, stage_name: str, *, as_json: bool) -> None:
    """Print the records for the domain above. Raises as `name_servers` does."""
    domain, servers = name_servers(root, key, stage_name)
    if as_json:
        typer.echo(json.dumps({"domain": domain, "name_servers": servers}, indent=2))
        return
    table = Table("name", "type", "value", title=f"To be written into the domain above {domain}")
    for server in servers:
        table.add_row(f"{domain}.", "NS", f"{server.rstrip('.')}.")
    Console().print(table)
    typer.echo("Once they are answered there, write publication: delegated into the tenant's file.")

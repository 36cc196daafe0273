"""`kyotsu usage`: what tenants asked for against what they use."""

import json
from typing import Annotated

import typer

from kyotsu.desired.options import Root, Stage


def usage(
    root: Root = None,
    stage: Stage = "local",
    tenant: Annotated[
        list[str] | None, typer.Option("--tenant", help="Only these; may be given many times.")
    ] = None,
    days: Annotated[int, typer.Option("--days", min=1, max=455, help="How far to look back.")] = 30,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Show what is idle, too large or runs outside its hours, and what that would save.

    Looks into the tenants' accounts, read-only. Needs credentials of the management account.
    Exit status 3 where an account could not be looked at; the others are shown.
    """
    from dataclasses import asdict

    from kyotsu.declarations import read_fleet, read_stage
    from kyotsu.errors import FAULT
    from kyotsu.prices.rate import Rate
    from kyotsu.project import find_root
    from kyotsu.tenant.reading import tenant_of
    from kyotsu.usage.look import look
    from kyotsu.usage.show import print_usage

    place = find_root(root)
    fleet = read_fleet(place)
    settings = read_stage(place, stage)
    for key in tenant or ():
        tenant_of(fleet, key)
    seen = look(fleet, settings, tenant or fleet.keys_in(settings), days)
    if as_json:
        data = {name: [asdict(one) for one in rows] for name, rows in
                (("found", seen.found), ("volumes", seen.compared))}  # fmt: skip
        typer.echo(json.dumps({**data, "failed": seen.failed}, default=str, indent=2))
    else:
        rate = Rate(yen=settings.cost.yen_per_usd, as_of=settings.cost.as_of)
        print_usage(seen.found, seen.compared, seen.failed, rate)
    if seen.failed:
        raise typer.Exit(FAULT)

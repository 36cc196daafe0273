"""The sub-commands of `kyotsu tenant`. What is only for one of them is imported by it."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from kyotsu.declarations import InvalidFiles
from kyotsu.errors import UserMistake
from kyotsu.stacks.options import Stage
from kyotsu.tenant.new import new
from kyotsu.tenant.reading import Json, Root, load, load_to_show, root_or_found
from kyotsu.tenant.reading import tenant_of as find_tenant
from tenancy.load import InvalidDeclarations

app = typer.Typer(no_args_is_help=True, help="Declare, check and show tenants.")
app.command()(new)


@app.command()
def check(root: Root = None, *, as_json: Json = False) -> None:
    """Check all declarations, and report every mistake at once. Exit status 2 if there is one."""
    findings: list[dict[str, str | int]] = []
    summary = {"tenants": 0, "ministries": 0, "stages": 0}
    message = ""
    try:
        fleet = load(root_or_found(root))
    except InvalidDeclarations as error:
        findings = [asdict(finding) for finding in error.findings]
        message = str(error)
    else:
        summary = {
            "tenants": len(fleet.tenants),
            "ministries": len({tenant.ministry for tenant in fleet.tenants.values()}),
            "stages": len(fleet.stages),
        }
    if as_json:
        typer.echo(json.dumps({**summary, "findings": findings}, ensure_ascii=False, indent=2))
    if findings:
        files = len({finding["path"] for finding in findings})
        raise InvalidFiles(f"{message}\nfindings: {len(findings)}, in files: {files}")
    if not as_json:
        typer.echo(
            f"{summary['tenants']} tenants of {summary['ministries']} ministries,"
            f" {summary['stages']} stages: nothing is wrong"
        )


@app.command()
def add(
    keys: Annotated[
        list[str] | None, typer.Argument(metavar="[KEY]...", help="Tenants: <ministry>-<system>.")
    ] = None,
    root: Root = None,
    *,
    everyone: Annotated[
        bool, typer.Option("--all", help="All tenants that have no addresses yet.")
    ] = False,
    begin: Annotated[
        bool, typer.Option("--begin", help="Begin tenants/addresses.yaml on a new platform.")
    ] = False,
) -> None:
    """Give tenants their addresses, in each stage of the environments that they declare."""
    from kyotsu.tenant.addresses import add_addresses, begin_ledger

    place = root_or_found(root)
    if begin:
        begin_ledger(place)
    if everyone == bool(keys):
        if begin and not keys:
            return
        raise UserMistake("give either tenants, such as soumu-shinsei, or --all")
    for line in add_addresses(place, None if everyone else keys or []):
        typer.echo(line)


@app.command()
def suspend(
    key: Annotated[str, typer.Argument(help="The tenant: <ministry>-<system>.")],
    ja: Annotated[str, typer.Option("--why-ja", help="Why, in Japanese.")],
    en: Annotated[str, typer.Option("--why-en", help="Why, in English.")],
    root: Root = None,
) -> None:
    """Declare that a tenant is cut off from today: no packet passes, nothing starts."""
    from kyotsu.tenant import reading
    from kyotsu.tenant.suspension import suspend as declare

    for line in declare(root_or_found(root), key, (ja, en), reading.today()):
        typer.echo(line)


@app.command()
def isolate(
    key: Annotated[str, typer.Argument(help="The tenant: <ministry>-<system>.")],
    ja: Annotated[str, typer.Option("--why-ja", help="Why, in Japanese.")],
    en: Annotated[str, typer.Option("--why-en", help="Why, in English.")],
    root: Root = None,
    stage: Annotated[str, typer.Option("--stage", help="The stage it is proved for.")] = "local",
) -> None:
    """Suspend a tenant, but only once it is proved that this cuts it off; say what else it cuts."""
    from kyotsu.desired.options import WORKERS
    from kyotsu.proof.network.isolate import isolate as proved

    for line in proved(root_or_found(root), key, stage, (ja, en), WORKERS):
        typer.echo(line)


@app.command()
def resume(
    key: Annotated[str, typer.Argument(help="The tenant: <ministry>-<system>.")],
    root: Root = None,
) -> None:
    """Take a tenant's suspension out of its file."""
    from kyotsu.tenant.suspension import resume as declare

    for line in declare(root_or_found(root), key):
        typer.echo(line)


@app.command()
def retire(
    key: Annotated[str, typer.Argument(help="The tenant: <ministry>-<system>.")],
    stages: Annotated[
        list[str] | None,
        typer.Option("--stage", help="Only in this stage; may be given many times."),
    ] = None,
    confirm: Annotated[
        list[str] | None,
        typer.Option("--confirm", help="Needed outside of the local stage: the key once more."),
    ] = None,
    root: Root = None,
) -> None:
    """End a tenant: destroy its stacks, keep what must outlive it, write it down.

    Where its file, or an environment in it, is gone, only its addresses are closed. They are never
    given again.
    """
    from kyotsu.tenant import reading
    from kyotsu.tenant.addresses import retire_addresses

    place = root_or_found(root)
    if reading.is_left_over(place, key):
        done = retire_addresses(place, key)
    else:
        from kyotsu.tenant.retirement.retire import Wish
        from kyotsu.tenant.retirement.retire import retire as end

        wish = Wish(key=key, stages=stages or [], confirmed=confirm or [], today=reading.today())
        done = end(place, wish)
    for line in done:
        typer.echo(line)


@app.command()
def accounts(root: Root = None, *, as_json: Json = False) -> None:
    """List the accounts of retired tenants, and from when on each may be closed."""
    from kyotsu.tenant import reading
    from kyotsu.tenant.retirement import closing

    fleet, today = load_to_show(root_or_found(root)), reading.today()
    if as_json:
        typer.echo(json.dumps(closing.as_data(fleet, today), ensure_ascii=False, indent=2))
    else:
        closing.show(fleet, today)


@app.command(name="list")
def list_(root: Root = None) -> None:
    """List all tenants."""
    from kyotsu.tenant.show import print_list

    print_list(load_to_show(root_or_found(root)))


@app.command()
def show(
    key: Annotated[str, typer.Argument(help="The tenant: <ministry>-<system>.")],
    root: Root = None,
    *,
    as_json: Json = False,
) -> None:
    """Show a tenant: what is declared, what follows from it and why, and its plan by stage."""
    from kyotsu.tenant.show import as_data, print_tenant

    fleet = load_to_show(root_or_found(root))
    tenant = find_tenant(fleet, key)
    if as_json:
        typer.echo(json.dumps(as_data(fleet, tenant), ensure_ascii=False, indent=2))
    else:
        print_tenant(fleet, tenant)


@app.command(name="name-servers")
def name_servers(
    key: Annotated[str, typer.Argument(help="The tenant: <ministry>-<system>.")],
    root: Root = None,
    stage: Stage = "local",
    *,
    as_json: Json = False,
) -> None:
    """Show what the domain above a system's own has to name, before it can be published."""
    from kyotsu.tenant.name_servers import show as show_servers

    show_servers(root_or_found(root), key, stage, as_json=as_json)


@app.command()
def schema(
    root: Root = None,
    *,
    write: Annotated[bool, typer.Option("--write", help="Write what has changed.")] = False,
    check_only: Annotated[
        bool, typer.Option("--check", help="Exit status 2 if a file is stale.")
    ] = False,
) -> None:
    """Renew the JSON Schemas and the table of fields, which are generated from the model."""
    from kyotsu.tenant.schema import stale, write_stale

    place = root_or_found(root)
    if write == check_only:
        raise UserMistake("give either --write or --check")
    if write:
        for path in write_stale(place):
            typer.echo(f"wrote {path}")
    elif paths := stale(place):
        raise UserMistake(f"stale: {', '.join(paths)}; run kyotsu tenant schema --write")

"""`kyotsu desired`: what the program wants, without an engine."""

import json
from typing import Annotated

import typer

from kyotsu.desired.options import WORKERS, Root, Stage, Workers
from kyotsu.errors import FAULT

app = typer.Typer(no_args_is_help=True, help="Desired state, evaluated without an engine.")
cache = typer.Typer(no_args_is_help=True, help="Graphs that are kept, so as not to evaluate again.")
app.add_typer(cache, name="cache")

Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="[TENANT]...", help="Tenants' keys, or `foundation`. Default: all."),
]


@app.command()
def show(
    name: Annotated[str, typer.Argument(metavar="TENANT", help="A tenant's key, or foundation.")],
    root: Root = None,
    stage: Stage = "local",
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Write the whole graph as canonical JSON (RFC 8785).")
    ] = False,
) -> None:
    """Show the resources of one stack: what each is, where it goes and what declares it."""
    from kyotsu.desired import reading
    from kyotsu.desired.canonical import canonical

    (graph,) = (
        found.graph for found in reading.graphs(root, stage, [name], workers=1, must_succeed=True)
    )
    if as_json:
        typer.echo(canonical(graph.as_data()).decode())
        return
    from kyotsu.desired.show import print_graph

    print_graph(graph)


@app.command(name="hash")
def hash_(
    names: Names = None,
    root: Root = None,
    stage: Stage = "local",
    workers: Workers = WORKERS,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Print the hash of each stack's desired state: equal hashes, equal state.

    Exit status 3 where a stack could not be evaluated; its problem goes to standard error.
    """
    from kyotsu.desired import reading

    hashes: dict[str, str] = {}
    problems: dict[str, str] = {}
    for found in reading.results(root, stage, names or [], workers=workers):
        if found.problem:
            problems[found.stack] = found.problem
        else:
            hashes[found.stack] = found.hash
    if as_json:
        typer.echo(json.dumps(dict(sorted(hashes.items())), indent=2))
    else:
        for stack in sorted(hashes):
            typer.echo(f"{hashes[stack]}  {stack}")
    for stack, problem in sorted(problems.items()):
        typer.echo(f"{stack}: {problem}", err=True)
    if problems:
        raise typer.Exit(FAULT)


@cache.command(name="show")
def show_cache(root: Root = None) -> None:
    """Show where graphs are kept, how many, and how much room they take."""
    from kyotsu.desired.cache import Cache
    from kyotsu.desired.sides import cache_folder
    from kyotsu.project import find_root

    kept = Cache(cache_folder(find_root(root)))
    found = kept.contents()
    typer.echo(
        f"{kept.folder}: {found.graphs:,} graphs for {found.inputs:,} inputs, "
        f"{found.bytes / 1_000_000:.1f} MB"
    )


@cache.command()
def clear(root: Root = None) -> None:
    """Remove all kept graphs. Nothing is lost by it but time."""
    from kyotsu.desired.cache import Cache
    from kyotsu.desired.sides import cache_folder
    from kyotsu.project import find_root

    kept = Cache(cache_folder(find_root(root)))
    kept.clear()
    typer.echo(f"{kept.folder} is empty")

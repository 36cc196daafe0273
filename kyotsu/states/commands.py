"""`kyotsu stack locks`, `unlock`, `pending` and `repair`."""

from typing import Annotated

import typer

from kyotsu.errors import FAILED, UserMistake
from kyotsu.stacks.options import Root, Stage

app = typer.Typer(no_args_is_help=True, add_completion=False)
Stack = Annotated[str, typer.Argument(help="The stack's name, such as prod.soumu-shinsei.")]


@app.command()
def locks(stage: Stage = "local", root: Root = None) -> None:
    """Show which stacks of a stage are locked: by whom, since when, and whether that run lives."""
    from rich.console import Console

    from kyotsu.fleet.record import engines_of_runs
    from kyotsu.states.room import Room
    from kyotsu.states.show import locks_table

    room = Room.open(root, stage)
    found = room.locks()
    console = Console()
    if found:
        console.print(locks_table(found, engines_of_runs(room.root)))
    else:
        console.print(f"No stack of {stage} is locked.")


@app.command()
def unlock(
    stack: Stack,
    older_than: Annotated[
        str | None,
        typer.Option("--older-than", help="For a lock of another host: how old it must be, as 2h."),
    ] = None,
    confirm: Annotated[
        list[str] | None,
        typer.Option("--confirm", help="For a lock of another host: the stack's name once more."),
    ] = None,
    root: Root = None,
) -> None:
    """Remove the lock that a dead run left on a stack; check first that it is dead."""
    from datetime import UTC, datetime

    from kyotsu.states.locks import holder, list_locks, release
    from kyotsu.states.room import Room
    from kyotsu.states.unlock import check_breakable, duration

    age = None if older_than is None else duration(older_than)
    room = Room.open(root, stack.partition(".")[0])
    found = list(list_locks(room.storage, stack))
    if not found:
        raise UserMistake(f"{stack} isn't locked")
    for lock in found:
        check_breakable(
            lock, holder(lock), older_than=age, confirmed=confirm or [], now=datetime.now(tz=UTC)
        )
    removed = sum(release(room.storage, lock) for lock in found)
    typer.echo(f"{stack}: {removed} of {len(found)} locks removed.")
    if any(state.pending for state in room.states(stack)):
        typer.echo(f"Its last run left operations unfinished: `kyotsu stack repair {stack}`.")


@app.command()
def pending(stage: Stage = "local", root: Root = None) -> None:
    """Show what killed engines had begun in a stage and didn't finish. Status 1 if there is any."""
    from rich.console import Console

    from kyotsu.states.room import Room
    from kyotsu.states.show import pending_table

    unfinished = [state for state in Room.open(root, stage).states() if state.pending]
    console = Console()
    if not unfinished:
        console.print(f"No stack of {stage} has pending operations.")
        return
    console.print(pending_table(unfinished))
    console.print("`kyotsu stack repair <stack>` brings each into agreement with what is there.")
    raise typer.Exit(FAILED)


@app.command()
def repair(
    stack: Stack,
    found: Annotated[
        list[str] | None,
        typer.Option("--found", help="URN=ID of a resource that was created after all."),
    ] = None,
    clear: Annotated[
        bool,
        typer.Option("--clear", help="What can't be looked for by its name was not created."),
    ] = False,
    root: Root = None,
) -> None:
    """Bring a stack's state into agreement with what is there, after its engine was killed."""
    from kyotsu.states.carry_out import carry_out

    ids = dict(_pair(text) for text in found or [])
    if not carry_out(root, stack, ids, clear=clear):
        raise typer.Exit(FAILED)


def _pair(text: str) -> tuple[str, str]:
    # Neither a URN's types nor an ARN has an equals sign; names of ours don't.
    urn, separator, resource = text.partition("=")
    if not (urn.startswith("urn:pulumi:") and separator and resource):
        raise UserMistake(f"--found wants URN=ID, as `kyotsu stack pending` shows them: {text!r}")
    return urn, resource

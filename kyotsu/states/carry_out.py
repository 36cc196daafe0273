"""Repairs a stack in front of a person's eyes."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from kyotsu.errors import UserMistake
from kyotsu.stacks.environment import environment_for
from kyotsu.stacks.run import Run
from kyotsu.stacks.targets import Target
from kyotsu.states.repair import check_found, repair
from kyotsu.states.room import Room


def carry_out(root: Path | None, stack: str, found: Mapping[str, str], *, clear: bool) -> bool:
    """Repair the stack, say what was done, and return whether nothing is pending any more.

    Raises:
        UserMistake: there is no such stack, or an id is given for what isn't pending.
        WorldFault: there is no engine, or the backend can't be read.
    """
    stage, _, tenant = stack.partition(".")
    room = Room.open(root, stage)
    environment = environment_for(room.root, room.settings)
    state = next(room.states(stack), None)
    if state is None:
        raise UserMistake(f"there is no stack {stack} in the backend")
    console = Console(highlight=False)
    check_found(state.pending, found)
    if not state.pending:
        console.print(f"{stack} has no pending operations.")
        return True
    with TemporaryDirectory(prefix="kyotsu-") as scratch:
        run = Run(
            root=room.root,
            environment=environment,
            scratch=Path(scratch),
            report=lambda target, word: console.print(f"{target.label}: {word}", markup=False),
        )
        # The local stage's provider notes what it creates, and adopts it at the next update.
        outcome = repair(
            run,
            Target(stage=stage, tenant=tenant or None),
            state.pending,
            found,
            clear=clear or room.settings.emulated,
        )
    for title, operations in (
        ("found, and taken into the state", outcome.adopted),
        ("struck out, because it isn't there", outcome.absent),
        ("still pending, because it can't be looked for", outcome.unknown),
    ):
        for operation in operations:
            console.print(f"  {title}: {operation.urn}", markup=False, soft_wrap=True)
    for error in outcome.errors:
        console.print(f"  {error}", markup=False, style="red")
    if outcome.unknown:
        console.print(
            "Look these up. If one exists, give --found URN=ID; if none does, give --clear.",
            markup=False,
        )
    elif outcome.ok:
        console.print(f"Nothing is pending in {stack}; `kyotsu preview` shows what is left to do.")
    return outcome.ok

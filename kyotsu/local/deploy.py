"""Brings the local stage up and says what to do with it."""

from pathlib import Path

from rich.console import Console

from kyotsu.local import stage
from kyotsu.local.inventory import take_inventory
from kyotsu.project import find_root
from kyotsu.stacks import operations, work

NEXT_STEPS = """
The local stage is running. Next:
  .venv/bin/kyotsu tenant list               who is on the platform
  .venv/bin/kyotsu tenant new                declare another system
  eval "$(.venv/bin/kyotsu local env)"       then Pulumi itself works:
  pulumi preview --stack {stack}
  make down                                  stop it"""


def deploy(root: Path | None, *, official_provider: bool, parallel: int) -> bool:
    """Start what isn't running, update all stacks, and return whether everything went well.

    Raises:
        UserMistake: a declaration is wrong; nothing was started.
        WorldFault: there is no engine, or the emulator or its folder can't be used.
    """
    console = Console()
    folder = find_root(root)
    work.check(folder, stage.STAGE)
    parts = stage.bring_up(folder, official_provider=official_provider)
    console.print(
        f"Pulumi {parts.engine.version}; emulated AWS at {parts.emulator.endpoint}",
        highlight=False,
    )
    if parts.rebuilt:
        console.print("The emulator is new and holds nothing, so the stage is built anew.")
    job = work.prepare(folder, stage.STAGE, None, everything=True, foundation=False)
    all_ok = work.carry_out(job, operations.update, parallel=parallel, title="Local stage")
    stacks = [target.stack for target in job.selection.all]
    inventory = take_inventory(stage.checkpoint_of(folder, stack) for stack in stacks)
    console.print(
        f"{inventory.provisioned} resources provisioned in the emulator, "
        f"{inventory.recorded.total()} only recorded, because the emulator can't make them.",
        highlight=False,
    )
    if all_ok:
        console.print(NEXT_STEPS.format(stack=stacks[-1]), markup=False, highlight=False)
    else:
        console.print("\nNot everything was deployed. When it is mended, run `make up` again.")
    return all_ok

"""Shows whether the local stage runs, and what is in it."""

from pathlib import Path

from rich.console import Console

from kyotsu.declarations import read_fleet, read_stage
from kyotsu.local import stage
from kyotsu.local.inventory import take_inventory
from kyotsu.project import find_root


def show(root: Path | None) -> bool:
    """Print the stage's status, and return whether it is running."""
    console = Console()
    folder = find_root(root)
    running = stage.running_emulator(folder)
    if running is None:
        console.print("The local stage isn't running; `make up` starts it.")
        return False
    settings = read_stage(folder, stage.STAGE)
    keys = read_fleet(folder).keys_in(settings)
    stacks = [settings.name, *(f"{settings.name}.{key}" for key in keys)]
    checkpoints = [stage.checkpoint_of(folder, stack) for stack in stacks]
    inventory = take_inventory(checkpoints)
    console.print(
        f"Emulated AWS at {running.endpoint} (process {running.pid}, since {running.started})\n"
        f"{sum(path.exists() for path in checkpoints)} of {len(stacks)} stacks deployed: "
        f"{inventory.provisioned} resources provisioned, "
        f"{inventory.recorded.total()} only recorded",
        highlight=False,
    )
    for token, count in sorted(inventory.recorded.items()):
        console.print(f"  {count:>4} {token}", highlight=False)
    return True

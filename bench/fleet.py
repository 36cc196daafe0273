"""How much faster two workers are than one, at `kyotsu fleet up` of generated tenants.

Each run updates a local stage of its own, in which only the foundation is deployed.

    python -m bench.fleet
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console

from bench.figures import Figure, table
from bench.generate_fleet import generate

ROOT = Path(__file__).resolve().parent.parent
KYOTSU = Path(sys.executable).with_name("kyotsu")
TENANTS = 20
TIMES = 1.7


def measure(tenants: int = TENANTS) -> list[Figure]:
    """Update the same tenants with one worker and with two."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        _copy(project, tenants)
        one, two = (_seconds(project, workers) for workers in (1, 2))
    return [
        Figure(
            name=f"kyotsu fleet up of {tenants} tenants, two workers against one",
            value=one / two,
            unit="times as fast",
            at_least=TIMES,
            detail=f"{one:.0f} s against {two:.0f} s",
        )
    ]


def _copy(project: Path, tenants: int) -> None:
    """Make a project of this one's program and policies, with generated tenants."""
    generate(project, tenants=tenants)
    shutil.copy(ROOT / "Pulumi.yaml", project)
    for name in ("infra", "policies"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    (project / ".venv").symlink_to(sys.prefix, target_is_directory=True)


def _seconds(project: Path, workers: int) -> float:
    """Return how long the tenants take, once the foundation stands."""
    environment = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
    # The copy's policies and program, not those that are installed: they read the copy's tenants.
    environment["PYTHONPATH"] = str(project)
    environment["KYOTSU_LOCAL_DIR"] = str(project / ".local" / "stage")
    keys = [f"{path.parent.name}-{path.stem}" for path in (project / "tenants").glob("*/*.yaml")]

    def kyotsu(*arguments: str) -> None:
        subprocess.run([str(KYOTSU), *arguments], cwd=project, env=environment, check=True)

    # Python starts the emulator, because `kyotsu local up` would deploy the tenants, too.
    start = (
        "from pathlib import Path; from kyotsu.local.stage import bring_up; bring_up(Path.cwd())"
    )
    subprocess.run([sys.executable, "-c", start], cwd=project, env=environment, check=True)
    try:
        kyotsu("fleet", "up", "--foundation")
        options = [option for key in sorted(keys) for option in ("--tenant", key)]
        began = time.monotonic()
        kyotsu("fleet", "up", f"--parallel={workers}", *options)
        return time.monotonic() - began
    finally:
        kyotsu("local", "reset")


def main() -> int:
    """Print the figure beside its limit; 1 if it is broken."""
    figures = measure(int(sys.argv[1]) if len(sys.argv) > 1 else TENANTS)
    Console(width=140).print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())

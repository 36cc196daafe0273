"""How long what 1,000 tenants cost takes to count, and how much memory.

The first run evaluates every stack; later runs find them kept. The limit is the later runs': a
fleet's stacks are kept by whatever command came before (`kyotsu diff`, `kyotsu fleet`).

    python -m bench.cost [TENANTS]
"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import psutil
from rich.console import Console

from bench.figures import Figure, table
from bench.generate_fleet import PROJECT, generate

KYOTSU: Final = Path(sys.executable).with_name("kyotsu")
PACKAGES: Final = ("tenancy", "components", "infra")
TENANTS: Final = 1000
SECONDS: Final = 60.0
MEGABYTES: Final = 1024.0


def measure(tenants: int = TENANTS) -> list[Figure]:
    """Count the same fleet twice."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "fleet")
        generate(root, tenants=tenants)
        for name in PACKAGES:
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(PROJECT / name, root / name, ignore=ignored)
        first, _ = _run(root)
        later, megabytes = _run(root)
    return [
        Figure(
            name=f"cost of {tenants:,} tenants, every stack evaluated first",
            value=first,
            unit="s",
            detail="two workers; no limit of its own",
        ),
        Figure(
            name=f"cost of {tenants:,} tenants, stacks kept",
            value=later,
            unit="s",
            limit=SECONDS,
            detail="process start included",
        ),
        Figure(
            name=f"memory of all its processes, {tenants:,} tenants",
            value=megabytes,
            unit="MB",
            limit=MEGABYTES,
            detail="proportional set size",
        ),
    ]


def _run(root: Path) -> tuple[float, float]:
    began = time.perf_counter()
    process = psutil.Popen(
        [str(KYOTSU), "cost", "--stage", "prod", "--format", "json", "--workers", "2"],
        cwd=root,
        stdout=subprocess.DEVNULL,
    )
    most = 0.0
    while process.poll() is None:
        most = max(most, _megabytes(process))
        time.sleep(0.2)
    seconds = time.perf_counter() - began
    if process.wait() != 0:
        raise RuntimeError(f"kyotsu cost ended with status {process.returncode}")
    return seconds, most


def _megabytes(process: psutil.Process) -> float:
    total = 0
    try:
        for one in (process, *process.children(recursive=True)):
            total += one.memory_full_info().pss
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0.0
    return total / 1024**2


def main() -> int:
    """Print the figures beside their limits; 1 if one is broken."""
    figures = measure(int(sys.argv[1]) if len(sys.argv) > 1 else TENANTS)
    Console(width=140).print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())

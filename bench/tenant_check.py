"""How long `kyotsu tenant check` and `add` take over 1,000 tenants, and how much memory.

Measured from outside, so the start of the process counts: the worst of three runs.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from rich.console import Console

from bench.figures import Figure, table
from bench.generate_fleet import generate

TENANTS: Final = 1000
RUNS: Final = 3
SECONDS: Final = 5.0
MEGABYTES: Final = 400.0


def run(*arguments: str) -> tuple[float, float]:
    """Run `kyotsu tenant` and return seconds and peak megabytes. Raises if it does not succeed."""
    program = str(Path(sys.executable).with_name("kyotsu"))
    with tempfile.TemporaryFile() as output:
        began = time.perf_counter()
        actions = [(os.POSIX_SPAWN_DUP2, output.fileno(), 1)]
        pid = os.posix_spawn(
            program, [program, "tenant", *arguments], os.environ, file_actions=actions
        )
        _, status, usage = os.wait4(pid, 0)
        seconds = time.perf_counter() - began
    if status != 0:
        raise RuntimeError(f"kyotsu tenant {' '.join(arguments)} ended with wait status {status}")
    return seconds, usage.ru_maxrss / 1024


def measure() -> list[Figure]:
    """Return all figures."""
    with tempfile.TemporaryDirectory() as folder:
        whole, bare = Path(folder, "whole"), Path(folder, "bare")
        generate(whole, tenants=TENANTS)
        checks = [run("check", "--root", str(whole)) for _ in range(RUNS)]
        generate(bare, tenants=TENANTS, addresses=False)
        add = run("add", "--all", "--root", str(bare))
    name = f"over {TENANTS:,} tenants"
    return [
        Figure(
            name=f"kyotsu tenant check {name}",
            value=max(seconds for seconds, _ in checks),
            unit="s",
            limit=SECONDS,
            detail=f"worst of {RUNS}, process start included",
        ),
        Figure(
            name=f"kyotsu tenant check {name}: memory",
            value=max(megabytes for _, megabytes in checks),
            unit="MB",
            limit=MEGABYTES,
            detail="peak resident set",
        ),
        Figure(name=f"kyotsu tenant add --all {name}", value=add[0], unit="s", limit=SECONDS),
    ]


def main() -> int:
    """Print the figures beside their limits; 1 if one is broken."""
    figures = measure()
    Console(width=140).print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())

"""How long `kyotsu tenant check` and `add` take over 1,000 tenants, and how much memory.

Measured from outside, so the start of the process counts: the worst of three runs.
"""

import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.generate_fleet import generate

TENANTS: Final = 1000
RUNS: Final = 3
SECONDS: Final = 5.0
MEGABYTES: Final = 400.0


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measured value, and its limit."""

    what: str
    measured: float
    limit: float
    unit: str

    @property
    def kept(self) -> bool:
        """Whether the limit is kept."""
        return self.measured <= self.limit

    def __str__(self) -> str:
        verdict = "kept" if self.kept else "BROKEN"
        return f"{self.what:<44} {self.measured:>8.2f} {self.limit:>8.2f} {self.unit:<4} {verdict}"


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


def measure() -> tuple[Figure, ...]:
    """Return all figures."""
    with tempfile.TemporaryDirectory() as folder:
        whole, bare = Path(folder, "whole"), Path(folder, "bare")
        generate(whole, tenants=TENANTS)
        checks = [run("check", "--root", str(whole)) for _ in range(RUNS)]
        generate(bare, tenants=TENANTS, addresses=False)
        add = run("add", "--all", "--root", str(bare))
    name = f"over {TENANTS:,} tenants"
    return (
        Figure(
            what=f"kyotsu tenant check {name}",
            measured=max(seconds for seconds, _ in checks),
            limit=SECONDS,
            unit="s",
        ),
        Figure(
            what=f"kyotsu tenant check {name}, memory",
            measured=max(megabytes for _, megabytes in checks),
            limit=MEGABYTES,
            unit="MB",
        ),
        Figure(what=f"kyotsu tenant add --all {name}", measured=add[0], limit=SECONDS, unit="s"),
    )


def main() -> int:
    """Print the figures beside their limits; 1 if one is broken."""
    figures = measure()
    print(f"{'figure':<44} {'measured':>8} {'limit':>8}")
    print("\n".join(map(str, figures)))
    return 0 if all(figure.kept for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())

"""How long `kyotsu review render` takes over 10,000 changes, in each form, and how much memory.

Measured from outside, so that the start of the process counts.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from rich.console import Console

from bench.figures import Figure, table
from bench.generate_preview import large

CHANGES: Final = 10_000
SECONDS: Final = 10.0
MEGABYTES: Final = 500.0
FORMS: Final = (
    ("md", "--budget", "65536"),
    ("html",),
    ("json",),
    ("sarif",),
    ("term",),
)


def run(*arguments: str) -> tuple[float, float]:
    """Run `kyotsu review render`; return seconds and peak megabytes. Raises if it fails."""
    program = str(Path(sys.executable).with_name("kyotsu"))
    with tempfile.TemporaryFile() as output:
        began = time.perf_counter()
        actions = [(os.POSIX_SPAWN_DUP2, output.fileno(), 1)]
        whole = [program, "review", "render", *arguments]
        pid = os.posix_spawn(program, whole, os.environ, file_actions=actions)
        _, status, usage = os.wait4(pid, 0)
        seconds = time.perf_counter() - began
    if status != 0:
        raise RuntimeError(f"{' '.join(whole)} ended with wait status {status}")
    return seconds, usage.ru_maxrss / 1024


def measure() -> list[Figure]:
    """Return all figures."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        events, digest = large(CHANGES).write(folder)
        read = (events.stat().st_size + digest.stat().st_size) / 1e6
        for form, *more in FORMS:
            out = folder / f"review.{form}"
            files = ["--events", str(events), "--digest", str(digest), "--out", str(out)]
            seconds, megabytes = run(*files, "--format", form, *more)
            figures += (
                Figure(
                    name=f"kyotsu review of {CHANGES:,} changes as {form}",
                    value=seconds,
                    unit="s",
                    limit=SECONDS,
                    detail=f"{read:.0f} MB in, {out.stat().st_size / 1e6:.2f} MB out",
                ),
                Figure(
                    name=f"kyotsu review of {CHANGES:,} changes as {form}: memory",
                    value=megabytes,
                    unit="MB",
                    limit=MEGABYTES,
                    detail="peak resident set",
                ),
            )
    return figures


def main() -> int:
    """Print the figures beside their limits; 1 if one is broken."""
    figures = measure()
    Console(width=140).print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())

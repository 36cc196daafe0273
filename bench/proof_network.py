"""How long it takes to prove a network: `python -m bench.proof_network`.

What is measured is the proof, from graphs and declarations on disk. The graphs are evaluated
before, which is `bench.desired`'s figure; they are kept in `.local/bench`, so a second run is
quick. A firewall of a stage holds 664 tenants of the largest kind (docs/adr/0011), and declarations
of more are refused; so the generated project has its own copy of the program, whose rule groups are
larger. Nothing in the proof depends on that number.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from rich.console import Console

from bench.figures import Figure, table
from bench.generate_fleet import generate

PROJECT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = PROJECT / ".local" / "bench"
PACKAGES: Final = ("tenancy", "components", "infra")
FEW, MANY = 100, 1000
FEW_SECONDS, MANY_SECONDS, CHANGE_SECONDS = 20, 300, 5
MEGABYTES: Final = 3000
STAGE: Final = "local"
DAY: Final = date(2026, 11, 26)


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What one fleet took, in seconds of the wall clock, and at most in megabytes."""

    seconds: float
    change: float
    again: int
    """How many tenants were proved again after the change."""
    pairs: int
    proved: int
    verdicts: int
    megabytes: float


def measure(folder: Path = FOLDER) -> list[Figure]:
    """Return all figures."""
    few, many = (_measured(folder / f"proof-{count}", count) for count in (FEW, MANY))
    return [
        Figure(
            name=f"network, all pairs of {FEW} tenants, nothing cached",
            value=few.seconds,
            unit="s",
            limit=FEW_SECONDS,
            detail=f"{few.pairs:,} ordered pairs; {few.proved:,} of {few.verdicts:,} proved",
        ),
        Figure(
            name=f"network, all pairs of {MANY:,} tenants, nothing cached",
            value=many.seconds,
            unit="s",
            limit=MANY_SECONDS,
            detail=f"{many.pairs:,} ordered pairs; {many.proved:,} of {many.verdicts:,} proved",
        ),
        Figure(
            name="the same: memory",
            value=many.megabytes,
            unit="MB",
            limit=MEGABYTES,
            detail="peak resident set of the process",
        ),
        Figure(
            name=f"network, after a change to one of {MANY:,} tenants",
            value=many.change,
            unit="s",
            limit=CHANGE_SECONDS,
            detail=f"{many.again} tenants proved again",
        ),
    ]


def _measured(root: Path, tenants: int) -> Measured:
    """Make a project, and measure it in a process that has its program."""
    shutil.rmtree(root / "tenants", ignore_errors=True)
    generate(root, tenants=tenants)
    for name in PACKAGES:
        shutil.rmtree(root / name, ignore_errors=True)
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PROJECT / name, root / name, ignore=ignored)
    rules = root / "tenancy" / "inspection.py"
    text = rules.read_text("utf-8")
    assert "CAPACITY: Final = 3_000" in text
    rules.write_text(text.replace("CAPACITY: Final = 3_000", "CAPACITY: Final = 6_000"), "utf-8")
    done = subprocess.run(
        [sys.executable, "-P", "-m", "bench.proof_network", "--measure", str(root)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(root), str(PROJECT)))},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Measured(**json.loads(done.stdout))


def _measure_here(root: Path) -> dict[str, Any]:
    """Measure a project whose program is this process's."""
    from kyotsu.desired.sides import Side, cache_folder
    from kyotsu.proof.network.declared import declared
    from kyotsu.proof.network.evaluated import Desired, read_desired
    from kyotsu.proof.network.incremental.store import Store
    from kyotsu.proof.network.run import prove_desired, store_of
    from kyotsu.proof.proof import Proof

    def evaluate() -> None:
        with Side(root, STAGE, today=DAY, cache=cache_folder(root)) as side:
            side.ask(side.planned.keys, os.cpu_count() or 1)
            for result in side.results():
                assert not result.problem, result.problem

    def prove(store: Store | None) -> tuple[float, Proof]:
        with Side(root, STAGE, today=DAY, cache=cache_folder(root)) as side:
            assert side.planned.keys  # what was planned and evaluated isn't timed
            began = time.perf_counter()
            desired: Desired = read_desired(side, 1, store)
            told = declared(root, STAGE, DAY)
            proof = prove_desired(told, desired, store=store)
            return time.perf_counter() - began, proof

    evaluate()
    seconds, proof = prove(None)
    store = store_of(root)
    shutil.rmtree(store.folder, ignore_errors=True)
    prove(store)
    _change(root)
    evaluate()
    change, after = prove(store)
    pairs = [one for one in proof.verdicts if one.statement.id == "NET-1"]
    return {
        "seconds": seconds,
        "change": change,
        "again": sum(one.subject.endswith(" -> *") for one in pairs) - len(after.kept),
        "pairs": sum(one.covers for one in pairs),
        "proved": sum(one.outcome == "proved" for one in proof.verdicts),
        "verdicts": len(proof.verdicts),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _change(root: Path) -> None:
    """Declare one more destination for one tenant."""
    for path in sorted((root / "tenants").rglob("*.yaml")):
        text = path.read_text("utf-8")
        if path.parent.name != "tenants" and "to: api0.example.go.jp" in text:
            changed = text.replace("to: api0.example.go.jp", "to: changed.example.go.jp")
            path.write_text(changed, "utf-8")
            return
    raise AssertionError("no tenant has a destination")


def main() -> int:
    """Print the figures beside their limits; 1 if one is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", type=Path, help="one project, in its own process")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where projects are kept")
    arguments = parser.parse_args()
    if arguments.measure:
        sys.stdout.write(json.dumps(_measure_here(arguments.measure)))
        return 0
    figures = measure(arguments.folder)
    Console(width=140).print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())

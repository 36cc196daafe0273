"""How long ledger, cost, evidence and site of 1,000 tenants take, and how much memory.

All stacks are evaluated once before, which is the limit of `bench.desired`: a fleet's stacks are
kept by whatever command came before. Evidence is measured for the forms that officers and tools
read of every system (HTML and JSON); OSCAL, whose documents are held against compliance-trestle's
models, is measured over fewer systems and told beside it.

    python -m bench.papers [TENANTS]
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from rich.console import Console

from bench.figures import Figure, table
from bench.generate_fleet import PROJECT, generate
from bench.watching import Watched, watch

PACKAGES: Final = ("tenancy", "components", "infra")
POLICIES: Final = "policies"
TENANTS: Final = 1000
SECONDS: Final = 60.0
MEGABYTES: Final = 1024.0
SITE_SECONDS: Final = 120.0
OSCAL: Final = 20
STAGE: Final = ("--stage", "prod", "--workers", "2")


def measure(tenants: int = TENANTS) -> list[Figure]:
    """Write everything for the same fleet."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "fleet")
        project(root, tenants)
        out = Path(folder, "out")
        first = watch(["cost", *STAGE, "--format", "json"], root)
        cost = watch(["cost", *STAGE, "--format", "json"], root)
        ledger = watch(["ledger", *STAGE, "--format", "xlsx", "--out", str(out)], root)
        evidence = watch(_evidence(Path(folder, "evidence"), "html", "json"), root)
        some = sorted((root / "tenants").glob("*/*.yaml"))[:OSCAL]
        names = [f"{path.parent.name}-{path.stem}" for path in some]
        oscal = watch([*_evidence(Path(folder, "oscal"), "oscal"), *names], root)
        site = watch(["site", "build", *STAGE, "--out", str(Path(folder, "site"))], root)
    together = Watched(
        seconds=cost.seconds + ledger.seconds + evidence.seconds,
        processor=cost.processor + ledger.processor + evidence.processor,
        megabytes=max(cost.megabytes, ledger.megabytes, evidence.megabytes),
    )
    return [
        Figure(
            name=f"every stack of {tenants:,} tenants evaluated first",
            value=first.seconds,
            unit="s",
            detail=first.detail,
        ),
        *_figures(f"cost of {tenants:,} tenants", cost, None),
        *_figures("ledger, as a workbook", ledger, None),
        *_figures("evidence, as HTML and JSON", evidence, None),
        *_figures("ledger, cost and evidence together", together, SECONDS),
        *_figures(f"evidence as OSCAL, of {len(names)}", oscal, None),
        *_figures(f"site of {tenants:,} tenants", site, SITE_SECONDS),
    ]


def project(root: Path, tenants: int) -> None:
    """Write a fleet with this project's program and rules, in a repository of its own."""
    generate(root, tenants=tenants)
    ignored = shutil.ignore_patterns("__pycache__")
    for name in (*PACKAGES, POLICIES):
        shutil.copytree(PROJECT / name, root / name, ignore=ignored)
    (root / ".gitignore").write_text("__pycache__/\n.local/\n", encoding="utf-8")
    who = ("-c", "user.name=Bench", "-c", "user.email=bench@example.go.jp")
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "Declare the fleet")):
        subprocess.run(["git", *who, *arguments], cwd=root, check=True)


def _evidence(out: Path, *forms: str) -> list[str]:
    asked = [word for form in forms for word in ("--format", form)]
    return ["evidence", *STAGE, "--out", str(out), *asked]


def _figures(name: str, watched: Watched, seconds: float | None) -> list[Figure]:
    limit = MEGABYTES if seconds is not None else None
    return [
        Figure(name=name, value=watched.seconds, unit="s", limit=seconds, detail=watched.detail),
        Figure(name=f"{name}: memory", value=watched.megabytes, unit="MB", limit=limit),
    ]


def main() -> int:
    """Print the figures beside their limits; 1 if one is broken."""
    figures = measure(int(sys.argv[1]) if len(sys.argv) > 1 else TENANTS)
    Console(width=140).print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())

"""How long `kyotsu diff` takes over 1,000 tenants, how much memory, and against the engine.

The hardest change is measured: one to a component, which touches every tenant, so that both sides
of each are evaluated. The engine's previews are measured on the six sample tenants, on a local
stage of their own and without policies, which favours the engine.

    python -m bench.desired
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Final

import psutil
from rich.console import Console

from bench.figures import Figure, table
from bench.generate_fleet import PROJECT, generate

KYOTSU: Final = Path(sys.executable).with_name("kyotsu")
PACKAGES: Final = ("tenancy", "components", "infra")
TENANTS: Final = 1000
SMALL: Final = 100
WORKERS: Final = 2
NETWORK: Final = "components/network/tenant_network.py"
LOGGING: Final = "components/logging/tenant_logging.py"
UNCACHED_SECONDS: Final = 300.0
CACHED_SECONDS: Final = 4.0
TIMES_FASTER: Final = 10.0
MEGABYTES: Final = 2048.0
GROWTH: Final = 1.15
SCREEN: Final = 50.0
CACHED_RUNS: Final = 3


@dataclass(frozen=True)
class Run:
    """One run of the command."""

    seconds: float
    megabytes: float
    output: str


def measure() -> list[Figure]:
    """Return all figures."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "small"), Path(folder, "large")
        few = _component_change(_project(small, SMALL))
        project = _project(large, TENANTS)
        many = _component_change(project)
        _git(project, "commit", "--quiet", "--all", "--message", "component")
        _diff(project)  # after which everything is cached
        cached = [_tenant_change(project, number) for number in range(CACHED_RUNS)]
        _git(project, "checkout", "--quiet", "--", ".")
        _edit(project / LOGGING, 'distribution="ByLogStream"', 'distribution="Random"')
        half = _diff(project)
    preview = _preview_seconds()
    return [
        Figure(
            name=f"kyotsu diff over {TENANTS:,} tenants, nothing cached",
            value=many.seconds,
            unit="s",
            limit=UNCACHED_SECONDS,
            detail=f"a component changed: 2 x {TENANTS:,} evaluations, {WORKERS} workers",
        ),
        Figure(
            name="the engine's previews of as many tenants, against it",
            value=preview * TENANTS / many.seconds,
            unit="times",
            at_least=TIMES_FASTER,
            detail=f"{preview:.2f} s a tenant with {WORKERS} at once; six tenants, no policies",
        ),
        Figure(
            name=f"the same over {TENANTS:,}, everything cached, one tenant changed",
            value=max(run.seconds for run in cached),
            unit="s",
            limit=CACHED_SECONDS,
            detail=f"worst of {CACHED_RUNS}, process start included",
        ),
        Figure(
            name="one change to a component, the base cached",
            value=half.seconds,
            unit="s",
            limit=many.seconds,
            detail="at most the uncached time",
        ),
        Figure(
            name="its lines on the screen",
            value=float(len(half.output.splitlines())),
            unit="lines",
            limit=SCREEN,
        ),
        Figure(
            name=f"memory of all processes, {TENANTS:,} tenants",
            value=many.megabytes,
            unit="MB",
            limit=MEGABYTES,
            detail=f"proportional set size; {few.megabytes:.0f} MB with {SMALL} tenants",
        ),
        Figure(
            name=f"time a tenant, {TENANTS:,} against {SMALL} tenants",
            value=(many.seconds / TENANTS) / (few.seconds / SMALL),
            unit="times",
            limit=GROWTH,
            detail=f"{many.seconds / TENANTS * 1000:.0f} against "
            f"{few.seconds / SMALL * 1000:.0f} ms a tenant, both sides",
        ),
    ]


def _project(root: Path, tenants: int) -> Path:
    """Make a repository with the program's code and a generated fleet."""
    generate(root, tenants=tenants)
    for name in PACKAGES:
        shutil.copytree(PROJECT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    (root / ".gitignore").write_text("__pycache__/\n.local/\n", encoding="utf-8")
    _git(root, "init", "--quiet")
    _git(root, "add", ".")
    _git(root, "commit", "--quiet", "--message", "fleet")
    return root


def _component_change(root: Path) -> Run:
    _edit(root / NETWORK, "enable_dns_hostnames=True", "enable_dns_hostnames=False")
    return _diff(root)


def _tenant_change(root: Path, number: int) -> Run:
    path = sorted((root / "tenants").glob("*/*.yaml"))[number]
    text = path.read_text("utf-8")
    at = text.index("    monthly_budget_yen:", text.index("  prod:"))
    kept = "" if "log_retention_days" in text else "    log_retention_days: 1096\n"
    path.write_text(text[:at] + kept + text[at:], encoding="utf-8")
    return _diff(root)


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    if text.count(old) != 1:
        raise RuntimeError(f"{path} has {old!r} {text.count(old)} times; mend this benchmark")
    path.write_text(text.replace(old, new), encoding="utf-8")


def _diff(root: Path) -> Run:
    """Compare with the last commit, and watch the memory of all its processes."""
    with tempfile.TemporaryFile("w+") as output:
        began = time.perf_counter()
        process = psutil.Popen(
            [str(KYOTSU), "diff", "HEAD", "--stage", "prod", "--workers", str(WORKERS)],
            cwd=root,
            env=_environment(),
            stdout=output,
        )
        most = 0.0
        while process.poll() is None:
            most = max(most, _megabytes(process))
            time.sleep(0.25)
        seconds = time.perf_counter() - began
        if process.returncode != 0:
            raise RuntimeError(f"kyotsu diff ended with status {process.returncode}")
        output.seek(0)
        return Run(seconds, most, output.read())


def _megabytes(process: psutil.Process) -> float:
    """Return the memory of a process and those that it started; what they share counts once."""
    total = 0
    try:
        for one in (process, *process.children(recursive=True)):
            total += _share(one)
    except psutil.NoSuchProcess:
        return 0.0
    return total / 1024**2


def _share(process: psutil.Process) -> int:
    try:
        used = process.memory_full_info()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0
    return getattr(used, "pss", used.rss)


def _preview_seconds() -> float:
    """Return the engine's time for one tenant's preview, with as many at once as `_diff` has."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**_environment(), "KYOTSU_LOCAL_DIR": folder}
        try:
            subprocess.run(
                [str(KYOTSU), "local", "up"],
                cwd=PROJECT,
                env=environment,
                check=True,
                stdout=subprocess.DEVNULL,
            )
            listing = subprocess.run(
                ["bash", "-c", f'eval "$({KYOTSU} local env)" && {_AS_JSON}'],
                cwd=PROJECT,
                env=environment,
                check=True,
                capture_output=True,
            )
            variables: Mapping[str, str] = {**environment, **json.loads(listing.stdout)}
            stacks = [
                f"local.{path.parent.name}-{path.stem}"
                for path in sorted((PROJECT / "tenants").glob("*/*.yaml"))
            ]
            began = time.perf_counter()
            with ThreadPoolExecutor(WORKERS) as threads:
                list(threads.map(_preview, stacks, repeat(variables)))
            return (time.perf_counter() - began) / len(stacks)
        finally:
            subprocess.run(
                [str(KYOTSU), "local", "reset"],
                cwd=PROJECT,
                env=environment,
                check=False,
                stdout=subprocess.DEVNULL,
            )


_AS_JSON: Final = f"{sys.executable} -c 'import json, os; print(json.dumps(dict(os.environ)))'"


def _preview(stack: str, variables: Mapping[str, str]) -> None:
    subprocess.run(
        ["pulumi", "preview", "--stack", stack, "--config-file", "Pulumi.local.yaml"],
        cwd=PROJECT,
        env=variables,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "COLUMNS": "160"}


def _git(root: Path, *arguments: str) -> None:
    who = ["-c", "user.name=bench", "-c", "user.email=bench@example.go.jp"]
    subprocess.run(["git", *who, *arguments], cwd=root, check=True)


def main() -> int:
    """Print the figures beside their limits; 1 if one is broken."""
    figures = measure()
    Console(width=140).print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())

"""How long the engine's preview of one prod tenant takes, all components, and the program's memory.

Runs on a local stage of its own, with the foundation and the largest sample tenant.

    python -m bench.tenant_preview
"""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil
from rich.console import Console

from bench.figures import Figure, table

ROOT = Path(__file__).resolve().parent.parent
KYOTSU = Path(sys.executable).with_name("kyotsu")
TENANT = "soumu-shinsei"
PROGRAM = "localcloud.engine.language_host.program"
RUNS = 3
SECONDS = 7
MEGABYTES = 400


def measure() -> list[Figure]:
    """Preview the tenant before it is there, and once nothing would change; the median counts."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
        }
        environment["KYOTSU_LOCAL_DIR"] = folder
        start = (
            "from pathlib import Path;"
            " from kyotsu.local.stage import bring_up; bring_up(Path.cwd())"
        )
        subprocess.run([sys.executable, "-c", start], cwd=ROOT, env=environment, check=True)
        try:
            _kyotsu(environment, "up", "--foundation")
            # The first one makes the stack and writes byte code; it counts for memory only.
            _, memory = _preview(environment)
            first = [_preview(environment) for _ in range(RUNS)]
            _kyotsu(environment, "up", "--tenant", TENANT)
            again = [_preview(environment) for _ in range(RUNS)]
        finally:
            subprocess.run([str(KYOTSU), "local", "reset"], cwd=ROOT, env=environment, check=False)
    seconds = {
        "before it is there": statistics.median(one for one, _ in first),
        "without a change": statistics.median(one for one, _ in again),
    }
    most = max(memory, *(one for _, one in (*first, *again)))
    return [
        *(
            Figure(name=f"preview of {TENANT} {when}", value=value, unit="s", limit=SECONDS)
            for when, value in seconds.items()
        ),
        Figure(
            name="the program's most memory in these previews",
            value=most,
            unit="MB",
            limit=MEGABYTES,
        ),
    ]


def _kyotsu(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run([str(KYOTSU), *arguments], cwd=ROOT, env=environment, check=True)


def _preview(environment: dict[str, str]) -> tuple[float, float]:
    """Return how long a preview took, in seconds, and the program's most memory, in MB."""
    began = time.monotonic()
    process = subprocess.Popen(
        [str(KYOTSU), "preview", "--tenant", TENANT], cwd=ROOT, env=environment
    )
    most = 0.0
    ended = threading.Event()

    def watch() -> None:
        nonlocal most
        while not ended.wait(0.05):
            most = max(most, _memory(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    status = process.wait()
    seconds = time.monotonic() - began
    ended.set()
    watcher.join()
    if status != 0:
        raise RuntimeError(f"the preview ended with {status}")
    return seconds, most


def _memory(process: int) -> float:
    """Return what the program uses now, in MB: not the engine, its plugins or the policies."""
    most = 0.0
    try:
        for child in psutil.Process(process).children(recursive=True):
            try:
                if PROGRAM in child.cmdline():
                    most = max(most, child.memory_info().rss / 1e6)
            except psutil.Error:
                continue
    except psutil.Error:
        return most
    return most


def main() -> int:
    """Print the figures beside their limits; 1 if one is broken."""
    figures = measure()
    Console(width=140).print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())

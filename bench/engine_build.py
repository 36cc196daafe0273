"""How long the engine takes to get from its Go module, with nothing cached.

It downloads some 1,700 Go packages and compiles them, so it isn't part of `make bench`:

    python -m bench.engine_build
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time

from rich.console import Console

from bench.figures import Figure, table

MINUTES = 6


def measure() -> list[Figure]:
    """Get an engine with empty caches, and without one on PATH."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "PATH": _path_without_pulumi(),
            "KYOTSU_ENGINE_DIR": f"{folder}/engine",
            "GOMODCACHE": f"{folder}/modules",
            "GOCACHE": f"{folder}/builds",
        }
        started = time.monotonic()
        try:
            subprocess.run(
                [sys.executable, "-m", "localcloud.engine", "ensure"], env=environment, check=True
            )
            elapsed = time.monotonic() - started
        finally:
            # Go write-protects its module cache.
            subprocess.run(["chmod", "-R", "u+w", folder], check=False)
    return [Figure(name="engine from source", value=elapsed / 60, unit="min", limit=MINUTES)]


def _path_without_pulumi() -> str:
    parts = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return os.pathsep.join(part for part in parts if shutil.which("pulumi", path=part) is None)


if __name__ == "__main__":
    Console().print(table(measure()))

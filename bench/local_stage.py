"""How long the local stage takes to come up, from nothing and without changes.

Runs in a folder of its own, so a stage that is up already is left alone.

    python -m bench.local_stage
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.figures import Figure

ROOT = Path(__file__).resolve().parent.parent
KYOTSU = Path(sys.executable).with_name("kyotsu")
FIRST_SECONDS = 240
SECOND_SECONDS = 75


def measure() -> list[Figure]:
    """Bring a new stage up twice, with the engine present."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "KYOTSU_LOCAL_DIR": folder}
        try:
            first = _up(environment)
            second = _up(environment)
        finally:
            subprocess.run([str(KYOTSU), "local", "reset"], cwd=ROOT, env=environment, check=False)
    return [
        Figure(
            name="make up: foundation and six tenants from nothing",
            value=first,
            unit="s",
            limit=FIRST_SECONDS,
        ),
        Figure(name="make up again, without changes", value=second, unit="s", limit=SECOND_SECONDS),
    ]


def _up(environment: dict[str, str]) -> float:
    started = time.monotonic()
    subprocess.run(["make", "--silent", "up"], cwd=ROOT, env=environment, check=True)
    return time.monotonic() - started

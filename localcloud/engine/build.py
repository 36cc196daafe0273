"""The CLI built from its pinned Go module: the way where only package registries are reached.

`gomodule/go.mod` and `go.sum` pin every source; Go checks them against the sums. Go's own build
cache keeps what an interrupted build has done, so the next one goes on from there.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from localcloud.engine.bound import bound
from localcloud.engine.cache import disk_full
from localcloud.engine.model import Miss
from localcloud.engine.progress import Progress
from localcloud.engine.settings import Settings

_SHOWN_LINES = 15
_INDENT = "\n      "


def build(stage: Path, settings: Settings, progress: Progress) -> None:
    """Compile the CLI to `stage/bin/pulumi`.

    Raises Miss without Go, with a Go that is too old, or when a step fails (with its last lines).
    """
    go = shutil.which("go", path=settings.environment.get("PATH", ""))
    if go is None:
        raise Miss("no `go` on PATH")
    scratch = stage / "go"
    scratch.mkdir(exist_ok=True)
    environment = {
        **settings.environment,
        # What is pinned is built: no edit of go.mod, no toolchain fetched, no workspace around us.
        "GOFLAGS": "-mod=readonly -buildvcs=false",
        "GOTOOLCHAIN": "local",
        "GOWORK": "off",
        # Here, so that what a killed build leaves is swept with the rest.
        "GOTMPDIR": str(scratch),
    }
    _require_version(go, environment, settings.go_module)

    progress.phase("Building the engine, once (1 of 2): fetching its sources")
    fetched: list[str] = []
    packages: list[str] = []

    def listed(line: str) -> None:
        if line.startswith("go: "):
            fetched.append(line)
            progress.step(len(fetched), line.removeprefix("go: downloading "))
        else:
            packages.append(line)

    _run([go, "list", "-deps", settings.package], environment, settings, listed)

    progress.phase("Building the engine, once (2 of 2): compiling its packages", len(packages))
    compiled: list[str] = []

    def compiling(line: str) -> None:
        compiled.append(line)
        progress.step(min(len(compiled), len(packages)), line)

    flags = f"-s -w -X {settings.version_symbol}=v{settings.version}"
    output = stage / "bin" / "pulumi"
    command = [go, "build", "-v", "-ldflags", flags, "-o", str(output), settings.package]
    _run(command, environment, settings, compiling)


def _require_version(go: str, environment: Mapping[str, str], module: Path) -> None:
    # `go list` would say this too, but as "go.mod requires go >= ...", of a file nobody knows.
    try:
        answer = subprocess.run(
            [go, "env", "GOVERSION"], env=environment, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise Miss(f"{go} can't be run: {error}") from None
    has = _numbers(answer.stdout)
    wants = _numbers(required_go(module))
    if has < wants:
        raise Miss(f"{go} is {answer.stdout.strip()}; Go {required_go(module)} or newer is needed")


def required_go(module: Path) -> str:
    """Return the oldest Go that `go.mod` in `module` accepts."""
    match = re.search(r"^go (\S+)$", (module / "go.mod").read_text(encoding="utf-8"), re.MULTILINE)
    return match[1] if match else "1.0"


def _numbers(text: str) -> tuple[int, ...]:
    match = re.search(r"(\d+)\.(\d+)(?:\.(\d+))?", text)
    return tuple(int(part or 0) for part in match.groups()) if match else (0, 0, 0)


def _run(
    command: Sequence[str],
    environment: Mapping[str, str],
    settings: Settings,
    on_line: Callable[[str], None],
) -> None:
    lines: list[str] = []
    process = subprocess.Popen(
        bound(command),
        cwd=settings.go_module,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        # A session of its own, so that all of Go's compilers can be ended with one signal.
        start_new_session=True,
    )
    try:
        for raw in process.stdout or ():
            lines.append(raw.rstrip())
            on_line(lines[-1])
        status = process.wait()
    except BaseException:  # Ctrl-C above all
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise
    if status == 0:
        return
    if any("no space left on device" in line for line in lines):
        raise Miss(disk_full(settings))
    shown = _INDENT.join(lines[-_SHOWN_LINES:])
    raise Miss(f"`go {command[1]}` ended with status {status}; its last lines:{_INDENT}{shown}")

"""The engine that the machine already has: `pulumi` on PATH."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from localcloud.engine.model import Miss
from localcloud.engine.settings import Settings

LANGUAGE_HOST = "pulumi-language-python"
# Version managers put small scripts on PATH whose answer changes while the file doesn't, so only
# the answer of a real binary (over 100 MB) is remembered.
_SMALLEST_REMEMBERED = 1_000_000
_VERSION_SECONDS = 30


@dataclass(frozen=True, kw_only=True)
class Ambient:
    """A CLI on PATH, and the official language host that would serve it, if there is one."""

    cli: Path
    version: str
    language_host: Path | None


def version_numbers(text: str) -> tuple[int, int, int] | None:
    """Return the three numbers of a version such as `v3.259.0-dev.1`; None if it isn't one."""
    match = re.match(r"\s*v?(\d+)\.(\d+)\.(\d+)", text)
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def find_ambient(settings: Settings) -> Ambient:
    """Return the CLI on PATH. What this project itself put somewhere doesn't count as ambient.

    Raises Miss when there is none, it can't be run, or its version isn't one that we support.
    """
    path = _without(settings.environment.get("PATH", ""), [settings.cache, settings.shims])
    found = shutil.which("pulumi", path=path) if path else None
    if found is None:
        raise Miss("no `pulumi` there")
    cli = Path(found)
    version = _version_of(cli, settings)
    has, wants = version_numbers(version), version_numbers(settings.version)
    if has is None or wants is None:
        raise Miss(f"{cli} says that it is version {version!r}, which is not a version")
    if has < wants or has[0] != wants[0]:
        raise Miss(
            f"{cli} is {version}; {settings.version} or newer of version {wants[0]} is needed"
        )
    return Ambient(cli=cli, version=version, language_host=_official_host(cli, path))


def _without(path: str, ours: Iterable[Path]) -> str:
    own = [directory.resolve() for directory in ours]

    def is_ours(part: str) -> bool:
        resolved = Path(part).resolve()
        return any(resolved.is_relative_to(directory) for directory in own)

    return os.pathsep.join(part for part in path.split(os.pathsep) if part and not is_ours(part))


def _official_host(cli: Path, path: str) -> Path | None:
    # The CLI itself looks in the same two places (sdk/go/common/workspace/plugins.go).
    beside = cli.resolve().parent / LANGUAGE_HOST
    if os.access(beside, os.X_OK):
        return beside
    found = shutil.which(LANGUAGE_HOST, path=path)
    return Path(found) if found else None


def _version_of(cli: Path, settings: Settings) -> str:
    memory = settings.cache / "on-path.json"
    stat = cli.stat()
    key = [str(cli), str(cli.resolve()), stat.st_size, stat.st_mtime_ns]
    if (remembered := _remembered(memory, key)) is not None:
        return remembered
    version = _ask(cli, settings)
    if stat.st_size >= _SMALLEST_REMEMBERED:
        _remember(memory, key, version)
    return version


def _ask(cli: Path, settings: Settings) -> str:
    environment = {**settings.environment, "PULUMI_SKIP_UPDATE_CHECK": "true"}
    try:
        answer = subprocess.run(
            [cli, "version"],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_VERSION_SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired:
        raise Miss(f"{cli} did not tell its version within {_VERSION_SECONDS} seconds") from None
    except (OSError, subprocess.CalledProcessError) as error:
        raise Miss(f"{cli} can't be run: {error}") from None
    return answer.stdout.strip().removeprefix("v")


def _remembered(memory: Path, key: list[str | int]) -> str | None:
    try:
        entry = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    match entry:
        case {"key": seen, "version": str(version)} if seen == key:
            return version
        case _:
            return None


def _remember(memory: Path, key: list[str | int], version: str) -> None:
    draft = memory.with_name(f".{memory.name}.{os.getpid()}")
    try:
        memory.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps({"key": key, "version": version}), encoding="utf-8")
        draft.replace(memory)
    except OSError:
        return  # the answer is only asked for again next time

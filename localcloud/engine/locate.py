"""The engine, from the first of the ways that is open.

PATH, then the cache, then the official download, then a build from the pinned Go module. The order
and what each costs are in docs/adr/0002-engine.md.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from localcloud.engine.ambient import find_ambient, version_numbers
from localcloud.engine.build import build, required_go
from localcloud.engine.cache import Cached, installation, publish, read_cached
from localcloud.engine.download import download
from localcloud.engine.model import Engine, EngineUnavailable, Miss, Source
from localcloud.engine.progress import Progress, Silent
from localcloud.engine.settings import CACHE_VARIABLE, Settings, default_settings
from localcloud.engine.shims import place_beside, write_shims

_Way = Callable[[Path, Settings, Progress], None]


def ensure_engine(progress: Progress | None = None, settings: Settings | None = None) -> Engine:
    """Return an engine, getting one first if there is none yet.

    With an engine present this takes milliseconds; a build takes minutes, once a version and
    machine. Runs at the same time wait for each other. Raises EngineUnavailable, with nothing
    half-installed, when no way is open.
    """
    settings = settings or default_settings()
    progress = progress or Silent()
    misses: list[tuple[str, Miss]] = []
    engine = _present(settings, misses)
    return engine or _install(settings, progress, misses)


def find_engine(settings: Settings | None = None) -> Engine | None:
    """Return the engine that is present, on PATH or in the cache; None rather than get one."""
    return _present(settings or default_settings(), [])


def _present(settings: Settings, misses: list[tuple[str, Miss]]) -> Engine | None:
    try:
        ambient = find_ambient(settings)
    except Miss as miss:
        misses.append(("on PATH", miss))
    else:
        return _complete(ambient.cli, ambient.version, "path", ambient.language_host, settings)
    try:
        cached = read_cached(settings)
    except Miss as miss:
        misses.append(("in the engine cache", miss))
        return None
    return _from_cache(cached, "cache", settings)


def _install(settings: Settings, progress: Progress, misses: list[tuple[str, Miss]]) -> Engine:
    ways: list[tuple[str, Source, _Way]] = [
        ("official download", "download", download),
        ("build from its Go module", "built", build),
    ]
    try:
        with installation(settings, progress) as stage:
            try:
                # The run that held the lock before us may have got it.
                return _from_cache(read_cached(settings), "cache", settings)
            except Miss:
                pass
            for title, source, way in ways:
                room = stage / source  # one each, so that no way finds what another left
                room.mkdir()
                try:
                    way(room, settings, progress)
                    _require_runs(room / "bin" / "pulumi", settings)
                except Miss as miss:
                    progress.note(f"Engine: {title}: {miss}")
                    misses.append((title, miss))
                    continue
                return _from_cache(publish(room, settings), source, settings)
    except Miss as miss:
        misses.append(("installing it", miss))
    raise EngineUnavailable(_why_not(settings, misses))


def _require_runs(cli: Path, settings: Settings) -> None:
    environment = {**settings.environment, "PULUMI_SKIP_UPDATE_CHECK": "true"}
    try:
        answer = subprocess.run(
            [cli, "version"], env=environment, capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise Miss(f"what was got can't be run here: {error}") from None
    if version_numbers(answer) != version_numbers(settings.version):
        raise Miss(f"what was got says that it is {answer.strip()!r}, not v{settings.version}")


def _from_cache(cached: Cached, source: Source, settings: Settings) -> Engine:
    return _complete(cached.cli, cached.version, source, cached.language_host, settings)


def _this_python() -> Path:
    """Return this Python by the real folder of its environment; a link to that may vanish."""
    python = Path(sys.executable)
    return python.parent.resolve() / python.name


def _complete(
    cli: Path, version: str, source: Source, official_host: Path | None, settings: Settings
) -> Engine:
    if official_host is not None:
        directories = dict.fromkeys((cli.parent, official_host.parent))
        return Engine(cli=cli, version=version, source=source, path_dirs=tuple(directories))
    try:
        write_shims(settings.shims, _this_python())
        cli = place_beside(cli, settings.shims)
    except OSError as error:
        raise EngineUnavailable(
            f"Pulumi is there ({cli}), but its Python language host can't be put in "
            f"{settings.shims}: {error.strerror or error}. Make that directory writable."
        ) from error
    return Engine(cli=cli, version=version, source=source, path_dirs=(settings.shims,))


def _why_not(settings: Settings, misses: list[tuple[str, Miss]]) -> str:
    tried = "\n".join(f"  - {way}: {miss}" for way, miss in misses)
    return (
        f"Pulumi's engine, {settings.version} or newer, can't be had here. What was tried:\n"
        f"{tried}\n"
        "Any one of these helps:\n"
        f"  - put Pulumi {settings.version} or newer on PATH "
        "(https://www.pulumi.com/docs/iac/download-install/)\n"
        f"  - let this machine reach {settings.archives} and {settings.checksums}\n"
        f"  - put Go {required_go(settings.go_module)} or newer on PATH, with a module proxy that "
        "it can reach (GOPROXY)\n"
        f"  - copy {settings.cache / settings.version} from a machine of the same kind, or point "
        f"{CACHE_VARIABLE} at such a copy"
    )

"""The engine that an earlier run got, and how a new one gets there: all at once or not at all.

<cache>/<version>/bin/pulumi           what is run
<cache>/<version>/manifest.json        what was installed, to see damage without running it
<cache>/<version>.lock                 held while installing; released by the kernel on death
<cache>/.installing-<version>-*/       a run at work, or what a dead one left
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from localcloud.engine.ambient import LANGUAGE_HOST
from localcloud.engine.model import Miss
from localcloud.engine.progress import Progress
from localcloud.engine.settings import CACHE_VARIABLE, Settings

_MANIFEST = "manifest.json"


@dataclass(frozen=True, kw_only=True)
class Cached:
    """An installed engine. `language_host` is the official one, which only the download brings."""

    cli: Path
    version: str
    language_host: Path | None


def read_cached(settings: Settings) -> Cached:
    """Return the installed engine, checked by its files' sizes and times, or by their sums.

    Raises Miss when there is none or it is damaged.
    """
    home = settings.cache / settings.version
    try:
        manifest = json.loads((home / _MANIFEST).read_text(encoding="utf-8"))
        files: dict[str, dict[str, int | str]] = manifest["files"]
        intact = "pulumi" in files and all(
            _is_intact(home / "bin" / name, recorded) for name, recorded in files.items()
        )
    except FileNotFoundError:
        raise Miss(f"nothing in {home}") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Miss(f"{home} can't be read: {error}") from None
    if not intact:
        raise Miss(f"{home} is damaged: a file is not the one that was installed")
    host = home / "bin" / LANGUAGE_HOST
    return Cached(
        cli=home / "bin" / "pulumi",
        version=settings.version,
        language_host=host if LANGUAGE_HOST in files else None,
    )


@contextmanager
def installation(settings: Settings, progress: Progress) -> Generator[Path, None, None]:
    """Hold the lock and yield an empty directory to prepare `bin/` in; it is gone afterwards.

    Raises Miss when the cache directory can't be written or its disk is full.
    """
    with _explained(settings):
        settings.cache.mkdir(parents=True, exist_ok=True)
        lock = FileLock(settings.cache / f"{settings.version}.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            progress.phase("Another run is getting the engine: waiting for it")
            lock.acquire()
        try:
            prefix = f".installing-{settings.version}-"
            # Whoever holds the lock is alone, so every such directory was left by a dead run.
            for leftover in settings.cache.glob(f"{prefix}*"):
                shutil.rmtree(leftover, ignore_errors=True)
            # In the cache itself, because a rename is atomic within one file system only.
            stage = Path(tempfile.mkdtemp(prefix=prefix, dir=settings.cache))
            try:
                yield stage
            finally:
                shutil.rmtree(stage, ignore_errors=True)
        finally:
            lock.release()


def publish(stage: Path, settings: Settings) -> Cached:
    """Make `stage/bin` the installed engine, durably and in one rename."""
    ready = stage / "ready"
    ready.mkdir()
    (stage / "bin").rename(ready / "bin")
    files = {file.name: _record(file) for file in sorted((ready / "bin").iterdir())}
    manifest = {"version": settings.version, "files": files}
    (ready / _MANIFEST).write_text(json.dumps(manifest, indent=2), encoding="utf-8")
    for path in (*(ready / "bin").iterdir(), ready / _MANIFEST, ready / "bin", ready):
        _sync(path)
    home = settings.cache / settings.version
    if home.exists():  # damaged: it was looked at under this lock
        home.rename(stage / "damaged")
    ready.rename(home)
    _sync(settings.cache)
    return read_cached(settings)


@contextmanager
def _explained(settings: Settings) -> Generator[None, None, None]:
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise Miss(disk_full(settings)) from error
        raise Miss(
            f"the engine cache {settings.cache} can't be written ({error.strerror or error}); "
            f"set {CACHE_VARIABLE} to a directory that can"
        ) from error


def disk_full(settings: Settings) -> str:
    """Return the sentence for a full disk."""
    return (
        f"no space is left on a disk that is needed: the engine cache {settings.cache} takes "
        f"0.2 GB ({CACHE_VARIABLE} moves it), and Go's caches take 3.5 GB while building "
        "(GOCACHE and GOMODCACHE move them)"
    )


def _record(file: Path) -> dict[str, int | str]:
    stat = file.stat()
    return {"size": stat.st_size, "mtime_ns": stat.st_mtime_ns, "sha256": _sum(file)}


def _is_intact(file: Path, recorded: dict[str, int | str]) -> bool:
    stat = file.stat()
    if stat.st_size != recorded["size"]:
        return False
    # A cache that was packed and unpacked (CI does that) has lost its times, not its contents.
    return stat.st_mtime_ns == recorded["mtime_ns"] or _sum(file) == recorded["sha256"]


def _sum(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

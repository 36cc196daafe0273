"""Locks that a killed engine left in the local backend.

Pulumi's file backend locks a stack by a file that names the process that holds it. Nobody else's
engine works on the local stage, so a lock whose process is gone holds nothing.
"""

import json
import socket
from pathlib import Path

import psutil


def release_dead_locks(backend: Path) -> tuple[Path, ...]:
    """Remove the locks of processes that no longer run, and return their files.

    A lock that can't be read, or of another host, is left alone.
    """
    return tuple(lock for lock in sorted(backend.glob("locks/**/*.json")) if _release(lock))


def _release(lock: Path) -> bool:
    try:
        held = json.loads(lock.read_text())
        dead = held["hostname"] == socket.gethostname() and not _is_engine(int(held["pid"]))
    except (OSError, ValueError, KeyError, TypeError):
        return False
    if dead:
        lock.unlink(missing_ok=True)
    return dead


def _is_engine(pid: int) -> bool:
    """Whether the process is alive and is an engine; a recycled number may be anything."""
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and "pulumi" in process.name()
    except psutil.NoSuchProcess:
        return False

"""Locks that a killed engine left in the local backend.

Nobody else's engine works on the local stage, so a lock whose process is gone holds nothing.
"""

from pathlib import Path

from kyotsu.states import locks
from kyotsu.states.storage import FolderStorage


def release_dead_locks(backend: Path) -> tuple[Path, ...]:
    """Remove the locks of processes that no longer run, and return their files.

    A lock that can't be read, or of another host, is left alone.
    """
    return tuple(backend / lock.key for lock in locks.release_dead(FolderStorage(backend)))

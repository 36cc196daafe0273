"""The locks of stacks: who holds each, since when, and whether that run is dead.

Pulumi's self-managed backends lock a stack by a file that names the process, the user and the host
of its engine. An engine that was killed leaves it there.
"""

import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import psutil

from kyotsu.states.sidecars import drop_spoilt
from kyotsu.states.storage import Storage


class Holder(StrEnum):
    """What is known of the process that made a lock."""

    ALIVE = "alive"
    DEAD = "dead"
    ELSEWHERE = "elsewhere"
    """On another host, so it can't be seen from here."""
    UNREADABLE = "unreadable"
    """The lock doesn't say."""


@dataclass(frozen=True, kw_only=True)
class Lock:
    """One lock. `pid`, `username` and `hostname` are empty where it can't be read."""

    key: str
    stack: str
    """With its project: `kyotsu/local.soumu-shinsei`."""
    pid: int | None
    username: str
    hostname: str
    since: datetime
    content: bytes

    def age(self, now: datetime) -> timedelta:
        """Return how long the stack has been locked."""
        return now - self.since


def list_locks(storage: Storage, stack: str | None = None) -> Iterator[Lock]:
    """Yield all locks, or those of one stack of any project, in the order of their keys."""
    for key, written in storage.keys("locks/"):
        name = "/".join(key.split("/")[2:-1])
        if not key.endswith(".json") or (stack is not None and name.split("/")[-1] != stack):
            continue
        content = storage.read(key)
        if content is not None:
            yield _parse(key, name, written, content)


def holder(lock: Lock, hostname: str | None = None) -> Holder:
    """Return what is known of the process that made the lock, seen from this host."""
    if lock.pid is None:
        return Holder.UNREADABLE
    if lock.hostname != (hostname or socket.gethostname()):
        return Holder.ELSEWHERE
    return Holder.ALIVE if _is_engine(lock.pid, lock.since) else Holder.DEAD


def release(storage: Storage, lock: Lock) -> bool:
    """Remove a lock, if it is still the one that was looked at; return whether it was.

    What its holder may have spoilt of the state's files when it was killed goes first.
    """
    if storage.read(lock.key) != lock.content:
        return False
    drop_spoilt(storage, lock.stack)
    storage.delete(lock.key)
    return True


def release_dead(storage: Storage) -> tuple[Lock, ...]:
    """Remove the locks of processes of this host that no longer run, and return them."""
    dead = [lock for lock in list_locks(storage) if holder(lock) is Holder.DEAD]
    return tuple(lock for lock in dead if release(storage, lock))


def release_of(storage: Storage, stack: str, pids: frozenset[int]) -> tuple[Lock, ...]:
    """Remove the locks of engines that we started ourselves and know to be dead; return them."""
    host = socket.gethostname()
    dead = [
        lock
        for lock in list_locks(storage, stack)
        if lock.pid in pids and lock.hostname == host and holder(lock) is Holder.DEAD
    ]
    return tuple(lock for lock in dead if release(storage, lock))


def _parse(key: str, name: str, written: datetime, content: bytes) -> Lock:
    try:
        held: dict[str, Any] = json.loads(content)
        pid, hostname = int(held["pid"]), str(held["hostname"])
        username = str(held.get("username", ""))
        since = datetime.fromisoformat(held["timestamp"]) if "timestamp" in held else written
    except (ValueError, KeyError, TypeError):
        pid, username, hostname, since = None, "", "", written
    return Lock(
        key=key,
        stack=name,
        pid=pid,
        username=username,
        hostname=hostname,
        since=since if since.tzinfo else since.replace(tzinfo=UTC),
        content=content,
    )


def _is_engine(pid: int, since: datetime) -> bool:
    """Whether the process is alive, is an engine, and is older than its lock.

    A number is given again when its process is gone, and may by now be anything.
    """
    try:
        process = psutil.Process(pid)
        alive = process.status() != psutil.STATUS_ZOMBIE and "pulumi" in process.name()
        return alive and process.create_time() <= since.timestamp() + 1  # clocks are coarse
    except psutil.NoSuchProcess:
        return False

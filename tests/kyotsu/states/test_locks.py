"""Proves which locks are found, whose they are taken for, and which may be broken."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from kyotsu.errors import UserMistake, WorldFault
from kyotsu.states.locks import Holder, Lock, holder, list_locks, release, release_of
from kyotsu.states.storage import BucketStorage, FolderStorage, Storage, open_storage
from kyotsu.states.unlock import check_breakable, duration

STACK = "prod.soumu-shinsei"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def _write(folder: Path, **held: Any) -> Lock:
    path = folder / "locks" / "organization" / "kyotsu" / STACK / "1.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"pid": 1, "username": "u", "hostname": "h", **held}))
    return next(list_locks(FolderStorage(folder)))


@contextmanager
def _process(folder: Path, name: str) -> Generator[int]:
    """Run something that has a name."""
    program = folder / name
    program.symlink_to("/bin/sleep")
    with subprocess.Popen([str(program), "30"]) as process:
        try:
            yield process.pid
        finally:
            process.kill()


def test_a_lock_tells_who_when_and_which_process(tmp_path: Path) -> None:
    lock = _write(tmp_path, pid=7, timestamp="2026-11-23T11:00:00.123456789Z")
    assert (lock.stack, lock.pid, lock.username, lock.hostname) == (f"kyotsu/{STACK}", 7, "u", "h")
    assert lock.age(NOW) < timedelta(hours=1)


def test_a_living_engine_is_told_from_what_has_its_number_by_now(tmp_path: Path) -> None:
    here = {"hostname": socket.gethostname(), "timestamp": _in(1)}
    with _process(tmp_path, "pulumi") as pid:
        assert holder(_write(tmp_path, pid=pid, **here)) is Holder.ALIVE
        # It began long after the lock was made, so it isn't the engine that made it.
        older = {**here, "timestamp": _in(-3600)}
        assert holder(_write(tmp_path, pid=pid, **older)) is Holder.DEAD
    assert holder(_write(tmp_path, pid=pid, **here)) is Holder.DEAD
    assert holder(_write(tmp_path, pid=os.getpid(), **here)) is Holder.DEAD


def test_a_process_of_another_host_cannot_be_seen(tmp_path: Path) -> None:
    assert holder(_write(tmp_path, hostname="elsewhere")) is Holder.ELSEWHERE


def test_a_lock_that_says_nothing_is_nobodys(tmp_path: Path) -> None:
    lock = _write(tmp_path, pid="x")
    assert holder(lock) is Holder.UNREADABLE
    assert lock.age(datetime.now(tz=UTC)) < timedelta(minutes=1)  # by the file's own time


def test_a_dead_engines_lock_may_be_broken(tmp_path: Path) -> None:
    _check(_write(tmp_path), Holder.DEAD)


def test_a_living_engines_lock_may_not(tmp_path: Path) -> None:
    with pytest.raises(UserMistake, match="locked by a living engine, process 1 of u"):
        _check(_write(tmp_path), Holder.ALIVE, older_than=timedelta(0), confirmed=[STACK])


@pytest.mark.parametrize("unseen", [Holder.ELSEWHERE, Holder.UNREADABLE])
def test_what_cannot_be_seen_wants_an_age_and_the_name_again(
    tmp_path: Path, unseen: Holder
) -> None:
    lock = _write(tmp_path, timestamp="2026-11-23T09:00:00Z")
    long = timedelta(hours=2)
    for older_than, confirmed in ((None, [STACK]), (long, []), (long, ["prod.another"])):
        with pytest.raises(UserMistake, match=f"--confirm {STACK}"):
            _check(lock, unseen, older_than=older_than, confirmed=confirmed)
    with pytest.raises(UserMistake, match="only 180 minutes ago"):
        _check(lock, unseen, older_than=timedelta(hours=4), confirmed=[STACK])
    _check(lock, unseen, older_than=long, confirmed=[STACK])


def test_a_lock_that_changed_hands_in_the_meantime_is_kept(tmp_path: Path) -> None:
    old = _write(tmp_path, pid=1)
    _write(tmp_path, pid=2)
    storage = FolderStorage(tmp_path)
    assert not release(storage, old)
    assert release(storage, next(list_locks(storage)))
    assert list(list_locks(storage)) == []


def test_attributes_that_a_kill_left_empty_go_with_the_lock(tmp_path: Path) -> None:
    lock = _write(tmp_path)
    states = tmp_path / "stacks" / "kyotsu"
    states.mkdir(parents=True)
    whole = {f"{STACK}.json": "{}", f"{STACK}.json.bak.attrs": "{}", "prod.other.json.attrs": ""}
    for name, text in {**whole, f"{STACK}.json.attrs": ""}.items():
        (states / name).write_text(text)
    assert release(FolderStorage(tmp_path), lock)
    assert {path.name for path in states.iterdir()} == set(whole)


def test_only_the_named_engines_locks_are_released(tmp_path: Path) -> None:
    _write(tmp_path, pid=999_999_999, hostname=socket.gethostname())
    storage = FolderStorage(tmp_path)
    assert release_of(storage, STACK, frozenset({1})) == ()
    assert release_of(storage, "prod.another", frozenset({999_999_999})) == ()
    assert len(release_of(storage, STACK, frozenset({999_999_999}))) == 1


@pytest.mark.parametrize(
    ("text", "meant"),
    [("90m", timedelta(minutes=90)), ("2h", timedelta(hours=2)), ("1d", timedelta(days=1))],
)
def test_durations(text: str, meant: timedelta) -> None:
    assert duration(text) == meant
    with pytest.raises(UserMistake, match="write 90m, 2h or 1d"):
        duration(f"-{text}")


@pytest.fixture(params=["folder", "bucket"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Storage]:
    """A backend in a folder, and one in a bucket."""
    if request.param == "folder":
        (tmp_path / "locks" / "a").mkdir(parents=True)
        (tmp_path / "locks" / "a" / "1.json").write_bytes(b"1")
        (tmp_path / "stacks").mkdir()
        (tmp_path / "stacks" / "1.json").write_bytes(b"2")
        yield FolderStorage(tmp_path)
        return
    with mock_aws():
        client: Any = boto3.client("s3", region_name="us-east-1")
        client.create_bucket(Bucket="state")
        for key, body in (("locks/a/1.json", b"1"), ("stacks/1.json", b"2")):
            client.put_object(Bucket="state", Key=f"deep/.pulumi/{key}", Body=body)
        yield BucketStorage(client, "state", "deep/.pulumi/")


def test_folders_and_buckets_are_read_alike(storage: Storage) -> None:
    ((key, written),) = storage.keys("locks/")
    assert key == "locks/a/1.json"
    assert abs(written.timestamp() - time.time()) < 60
    assert storage.read(key) == b"1"
    storage.delete(key)
    storage.delete(key)
    assert storage.read(key) is None
    assert list(storage.keys("locks/")) == []


def test_a_backend_of_another_kind_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorldFault, match="pulumi cancel --stack"):
        open_storage("https://api.pulumi.com")
    opened = open_storage(f"file://{tmp_path}")
    assert isinstance(opened, FolderStorage)
    assert opened.folder == tmp_path / ".pulumi"


def _in(seconds: float) -> str:
    return (datetime.now(tz=UTC) + timedelta(seconds=seconds)).isoformat()


def _check(
    lock: Lock,
    seen: Holder,
    *,
    older_than: timedelta | None = None,
    confirmed: list[str] | None = None,
) -> None:
    check_breakable(lock, seen, older_than=older_than, confirmed=confirmed or [], now=NOW)

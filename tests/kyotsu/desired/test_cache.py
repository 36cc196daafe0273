"""Proves that the cache is never stale, and that neither kills nor full disks harm it."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from kyotsu.desired import keys
from kyotsu.desired.cache import Cache, unpack
from kyotsu.desired.canonical import canonical
from kyotsu.desired.graph import FORMAT, Graph
from kyotsu.desired.keys import code_hash, key_of
from kyotsu.desired.planning import SidePlan
from kyotsu.desired.worker import Task
from tenancy.plan import TenantPlan

KEY = "a" * 64
GRAPH = Graph("local", ())
PACKED = zlib.compress(canonical(GRAPH.as_data()))


@pytest.fixture
def key(planned: SidePlan, task_of: Callable[[str], Task]) -> str:
    return key_of(task_of("soumu-shinsei"), planned.code)


def test_the_same_input_has_the_same_key(
    planned: SidePlan, task_of: Callable[[str], Task], key: str
) -> None:
    assert key_of(task_of("soumu-shinsei"), planned.code) == key


def test_a_tenants_record_is_in_its_key(
    planned: SidePlan, task_of: Callable[[str], Task], key: str
) -> None:
    task = task_of("soumu-shinsei")
    assert isinstance(task.plan, TenantPlan)
    plan = replace(task.plan, protect=not task.plan.protect)
    assert key_of(replace(task, plan=plan), planned.code) != key


def test_the_stages_facts_are_in_the_key(
    planned: SidePlan, task_of: Callable[[str], Task], key: str
) -> None:
    task = task_of("soumu-shinsei")
    settings = task.settings.model_copy(update={"emulated": False})
    assert key_of(replace(task, settings=settings), planned.code) != key


def test_what_is_read_of_the_foundation_is_in_the_key(
    planned: SidePlan, task_of: Callable[[str], Task], key: str
) -> None:
    task = task_of("soumu-shinsei")
    ((name, outputs),) = task.referenced.items()
    changed = {name: {**outputs, "log_destination_arn": "arn:other"}}
    assert key_of(replace(task, referenced=changed), planned.code) != key


def test_another_tenants_account_is_not_in_the_key(
    planned: SidePlan, foundation: Graph, key: str
) -> None:
    outputs = dict(foundation.outputs)
    outputs["account_ids"] = {**outputs["account_ids"], "mof-new": "x"}
    task = next(
        task
        for task in planned.tenants("organization/kyotsu/local", outputs)
        if task.stack == "local.soumu-shinsei"
    )
    assert key_of(task, planned.code) == key


def test_the_project_and_the_stack_are_in_the_key(
    planned: SidePlan, task_of: Callable[[str], Task], key: str
) -> None:
    task = task_of("soumu-shinsei")
    assert key_of(replace(task, project="other"), planned.code) != key
    assert key_of(replace(task, stack="prod.soumu-shinsei"), planned.code) != key


def test_every_file_of_the_program_is_in_the_code_hash(planned: SidePlan, tmp_path: Path) -> None:
    folders: Mapping[str, Path] = {
        name: Path(
            shutil.copytree(folder, tmp_path / name, ignore=shutil.ignore_patterns("__pyc*"))
        )
        for name, folder in planned.program.items()
    }
    assert code_hash(folders) == planned.code
    for change in (
        lambda: (tmp_path / "components/iam_policy.py").open("a").write("\n"),
        lambda: (tmp_path / "tenancy/naming.py").open("a").write("\n"),
        lambda: (tmp_path / "infra/new.py").write_text(""),
        lambda: (tmp_path / "infra/clock.py").unlink(),
    ):
        before = code_hash(folders)
        change()
        assert code_hash(folders) != before


def test_byte_code_that_comes_and_goes_is_not_in_the_code_hash(tmp_path: Path) -> None:
    (tmp_path / "__pycache__").mkdir()
    before = code_hash({"infra": tmp_path})
    (tmp_path / "__pycache__" / "x.pyc.1234").write_bytes(b"x")
    assert code_hash({"infra": tmp_path}) == before


def test_versions_of_packages_are_in_the_code_hash(
    planned: SidePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pulumi", "pulumi-aws", "pydantic"):
        newer = {**keys.packages(), name: "99"}
        with monkeypatch.context() as patched:
            patched.setattr(keys, "packages", newer.copy)
            assert code_hash(planned.program) != planned.code


def test_what_is_kept_is_found(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    entry = cache.keep(KEY, GRAPH.hash, PACKED)
    assert entry is not None
    assert cache.entry(KEY) == entry
    assert unpack(cache.packed(entry.object) or b"") == GRAPH
    assert cache.contents().graphs == 1
    cache.clear()
    assert cache.entry(KEY) is None


def test_a_damaged_object_counts_as_missing_and_is_made_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    entry = cache.keep(KEY, GRAPH.hash, PACKED)
    assert entry is not None
    (path,) = (tmp_path / "v1" / "objects").rglob("*/*")
    path.write_bytes(PACKED[:-3])
    assert cache.packed(entry.object) is None
    assert cache.entry(KEY) is None
    assert cache.keep(KEY, GRAPH.hash, PACKED) == entry
    assert cache.entry(KEY) == entry


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"hash": "x"}'])
def test_half_an_entry_counts_as_missing(tmp_path: Path, content: bytes) -> None:
    cache = Cache(tmp_path)
    cache.keep(KEY, GRAPH.hash, PACKED)
    (path,) = (tmp_path / "v1" / "keys").rglob("*/*")
    path.write_bytes(content)
    assert cache.entry(KEY) is None


def test_a_full_disk_is_told_and_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("kyotsu.desired.cache.tempfile.mkstemp", full)
    cache = Cache(tmp_path)
    assert cache.keep(KEY, GRAPH.hash, PACKED) is None
    assert cache.broken == f"{tmp_path}: No space left on device"
    assert cache.entry(KEY) is None


def test_a_graph_of_another_version_is_refused() -> None:
    data = {**GRAPH.as_data(), "format": FORMAT + 1}
    with pytest.raises(ValueError, match=f"format {FORMAT + 1}"):
        Graph.from_data(data)


WRITER = """
import sys
from pathlib import Path
from kyotsu.desired.cache import Cache
cache = Cache(Path(sys.argv[1]))
print("begun", flush=True)
while True:
    for number in range(50):
        cache.keep(f"{number:064x}", "h" * 64, bytes([number]) * 100_000)
"""


def test_two_runs_at_once_and_a_kill_in_the_middle_leave_nothing_broken(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    cache = Cache(tmp_path)
    read = 0
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "begun\n"
    while read < 100:
        for number in range(50):
            entry = cache.entry(f"{number:064x}")
            if entry is not None:
                assert cache.packed(entry.object) == bytes([number]) * 100_000
                read += 1
    for writer in writers:
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        assert writer.stdout is not None
        writer.stdout.close()
    for number in range(50):
        entry = cache.entry(f"{number:064x}")
        assert entry is None or cache.packed(entry.object) == bytes([number]) * 100_000

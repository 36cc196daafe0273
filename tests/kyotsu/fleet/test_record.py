"""Proves that a record survives what kills a run, and says what is left to do."""

from __future__ import annotations

import errno
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kyotsu.errors import UserMistake, WorldFault
from kyotsu.fleet import record
from kyotsu.fleet.record import Plan, Record
from kyotsu.stacks.outcome import Outcome, Status
from kyotsu.stacks.targets import Target

PLAN = Plan(operation="up", stage="dev", stacks=("dev", "dev.moj-a", "dev.moj-b", "dev.moj-c"))


def _outcome(tenant: str | None, status: Status) -> Outcome:
    return Outcome(target=Target(stage="dev", tenant=tenant), status=status)


@pytest.fixture
def kept(tmp_path: Path) -> Record:
    """A run in which the foundation is done, one tenant failed, and two weren't tried."""
    kept = record.create(tmp_path / "runs", PLAN)
    kept.outcome(_outcome(None, Status.DONE), 1)
    kept.outcome(_outcome("moj-b", Status.FAILED), 1)
    return kept


def test_what_is_left_is_what_was_not_done_in_the_order_of_work(kept: Record) -> None:
    story = record.read(kept.folder)
    assert story.plan == PLAN
    assert story.left == ("dev.moj-a", "dev.moj-b", "dev.moj-c")
    assert not story.ended


def test_the_last_word_on_a_stack_counts(kept: Record) -> None:
    kept.resumed()
    kept.outcome(_outcome("moj-b", Status.UNCHANGED), 1)
    kept.ended()
    story = record.read(kept.folder)
    assert story.left == ("dev.moj-a", "dev.moj-c")
    assert story.ended


def test_a_line_that_was_cut_is_left_out_and_the_next_one_whole(kept: Record) -> None:
    path = kept.folder / "run.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    assert record.read(kept.folder).left == PLAN.stacks[1:]
    kept.outcome(_outcome("moj-c", Status.DONE), 1)
    assert record.read(kept.folder).left == ("dev.moj-a", "dev.moj-b")


def test_nothing_that_was_written_is_touched_again(kept: Record) -> None:
    before = (kept.folder / "run.jsonl").read_bytes()
    kept.resumed()
    assert (kept.folder / "run.jsonl").read_bytes().startswith(before)


def test_a_full_disk_is_told_with_what_to_do(kept: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, *args: Any, **kwargs: Any) -> io.BytesIO:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(WorldFault, match=f"No space left.*--resume {kept.id}"):
        kept.ended()


def test_a_write_that_was_cut_short_is_a_full_disk_too(tmp_path: Path) -> None:
    kept = record.create(tmp_path, PLAN)
    script = (
        "import resource, signal, sys; from pathlib import Path; "
        "from kyotsu.fleet.record import Record; "
        "path = Path(sys.argv[1]); size = (path / 'run.jsonl').stat().st_size; "
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (size + 10, size + 10)); "
        "Record(path).ended()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(kept.folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "the disk is full" in done.stderr
    assert record.read(kept.folder).left == PLAN.stacks
    kept.ended()
    assert record.read(kept.folder).ended


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("in the way")
    with pytest.raises(WorldFault, match="record can't be written"):
        record.create(tmp_path / "runs", PLAN)


def test_two_processes_do_not_work_on_one_run(kept: Record) -> None:
    with record.held(kept):
        script = (
            "import sys; from pathlib import Path; from kyotsu.fleet import record\n"
            "with record.held(record.Record(Path(sys.argv[1]))): pass"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, str(kept.folder)],
            capture_output=True,
            text=True,
            check=False,
        )
    assert "is being worked on by another process" in done.stderr
    with record.held(kept):
        pass


def test_a_record_of_another_format_is_refused_in_a_sentence(kept: Record) -> None:
    path = kept.folder / "run.jsonl"
    first, *rest = path.read_text().splitlines()
    path.write_text("\n".join([json.dumps({**json.loads(first), "format": 2}), *rest]))
    with pytest.raises(UserMistake, match="format 2, and format 1 is known here"):
        record.read(kept.folder)


def test_a_run_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserMistake, match="there is no run x"):
        record.read(tmp_path / "x")


def test_runs_are_listed_and_what_is_no_run_is_left_out(kept: Record) -> None:
    (kept.folder.parent / "other").mkdir()
    (kept.folder.parent / "other" / "run.jsonl").write_text("{}")
    assert [story.id for story in record.stories(kept.folder.parent)] == [kept.id]

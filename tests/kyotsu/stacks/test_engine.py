"""Proves how an engine is run, and how it ends, with scripts in the engine's place."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from kyotsu.errors import WorldFault
from kyotsu.stacks import operations
from kyotsu.stacks.engine import End, Limits
from kyotsu.stacks.halt import Halt
from kyotsu.stacks.operations import Operation
from kyotsu.stacks.outcome import Drift, Status
from tests.kyotsu.stacks.fake import TARGET, calls, commands, fake_run
from tests.processes import runs

CHANGES = 'emit({"summaryEvent": {"resourceChanges": {"create": 2, "same": 1}}})'


def test_a_preview_counts_changes_and_hears_the_policies(tmp_path: Path) -> None:
    run = fake_run(
        tmp_path,
        """
        emit({"policyEvent": {"policyName": "p", "message": "m", "enforcementLevel": "advisory"}})
        emit({"summaryEvent": {"resourceChanges": {"create": 2, "same": 1}}})
        """,
    )
    outcome = operations.preview(run, TARGET)
    assert (outcome.status, outcome.counts) == (Status.CHANGES, {"create": 2})
    assert [verdict.rule for verdict in outcome.verdicts] == ["p"]


def test_an_update_without_changes_is_a_preview_only(tmp_path: Path) -> None:
    run = fake_run(tmp_path, 'emit({"summaryEvent": {"resourceChanges": {"same": 3}}})')
    assert operations.update(run, TARGET).status is Status.UNCHANGED
    assert commands(run) == ["preview"]


def test_what_a_policy_refuses_is_not_updated(tmp_path: Path) -> None:
    run = fake_run(
        tmp_path,
        """
        emit({"policyEvent": {"policyName": "p", "message": "m", "enforcementLevel": "mandatory"}})
        emit({"summaryEvent": {"resourceChanges": {"create": 2}}})
        sys.exit(1)
        """,
    )
    assert operations.update(run, TARGET).status is Status.REFUSED
    assert commands(run) == ["preview"]


def test_a_stack_that_is_not_there_is_made_and_its_salt_removed(tmp_path: Path) -> None:
    run = fake_run(
        tmp_path,
        """
        if arguments[0] == "stack":
            open("made", "w").close()
            open("Pulumi.local.soumu-shinsei.yaml", "w").close()
        elif not os.path.exists("made"):
            sys.exit(6)
        else:
            emit({"summaryEvent": {"resourceChanges": {"create": 1}}})
        """,
    )
    assert operations.preview(run, TARGET).status is Status.CHANGES
    assert commands(run) == ["preview", "stack", "preview"]
    assert sorted(path.name for path in run.root.iterdir()) == [
        "Pulumi.local.yaml",
        "Pulumi.yaml",
        "made",
    ]


def test_drift_names_resources_and_makes_no_stack(tmp_path: Path) -> None:
    run = fake_run(
        tmp_path,
        """
        emit({"resOutputsEvent": {"metadata": {"op": "same", "urn": "a"}}})
        emit({"resOutputsEvent": {"metadata": {"op": "update", "urn": "b", "diffs": ["tags"]}}})
        emit({"summaryEvent": {"resourceChanges": {"same": 1, "update": 1}}})
        """,
    )
    outcome = operations.drift(run, TARGET)
    assert outcome.status is Status.DRIFTED
    assert outcome.drift == (Drift(urn="b", change="update", properties=("tags",)),)
    assert calls(run)[0]["arguments"][:2] == ["refresh", "--preview-only"]
    assert operations.drift(fake_run(tmp_path, "sys.exit(6)"), TARGET).status is Status.ABSENT


def test_an_engine_that_hangs_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    # It ignores being asked, as an engine in a deadlock does.
    run = fake_run(
        tmp_path,
        """
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        child = subprocess.Popen(["sleep", "60"], process_group=0)
        open("child", "w").write(str(child.pid))
        time.sleep(60)
        """,
        limits=Limits(timeout=1.5, grace=0.2),
    )
    outcome = operations.preview(run, TARGET)
    assert (outcome.status, outcome.end) == (Status.FAILED, End.HUNG)
    assert "longer than it may" in outcome.errors[-1]
    assert not runs(int((run.root / "child").read_text()))


def test_an_engine_that_is_killed_is_told_apart(tmp_path: Path) -> None:
    run = fake_run(tmp_path, "os.kill(os.getpid(), signal.SIGKILL)")
    outcome = operations.preview(run, TARGET)
    assert (outcome.status, outcome.end) == (Status.FAILED, End.KILLED)
    assert "run this again to finish" in outcome.errors[-1]


def test_an_engine_that_ends_without_a_word_is_told(tmp_path: Path) -> None:
    outcome = operations.preview(fake_run(tmp_path, "sys.exit(255)"), TARGET)
    assert outcome.errors == ("the engine ended before it was done; run this again to finish",)


def test_a_run_that_is_interrupted_asks_its_engines_and_waits_for_them(tmp_path: Path) -> None:
    halt = Halt()
    run = fake_run(
        tmp_path,
        """
        def stop(*_):
            time.sleep(0.3)
            open("stopped", "w").close()
            sys.exit(1)
        signal.signal(signal.SIGINT, stop)
        open("ready", "w").close()
        time.sleep(60)
        """,
        halt=halt,
    )
    threading.Thread(target=_ask_when, args=(run.root / "ready", halt)).start()
    outcome = operations.preview(run, TARGET)
    assert outcome.end is End.INTERRUPTED
    assert (run.root / "stopped").exists()


def test_asked_twice_a_run_does_not_wait(tmp_path: Path) -> None:
    halt = Halt()
    halt.ask()
    halt.ask()
    ignores = """
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        time.sleep(60)
        open("waited", "w").close()
        """
    run = fake_run(tmp_path, ignores, halt=halt)
    assert operations.preview(run, TARGET).status is Status.FAILED
    assert not (run.root / "waited").exists()


def _ask_when(path: Path, halt: Halt) -> None:
    while not path.exists():
        time.sleep(0.01)
    halt.ask()


def test_each_stack_has_a_home_of_its_own_that_shares_plugins_by_a_link(tmp_path: Path) -> None:
    run = fake_run(tmp_path, CHANGES)
    (tmp_path / "shared" / "plugins" / "resource-aws-v7").mkdir(parents=True)
    (tmp_path / "shared" / "credentials.json").write_text("{}")
    operations.preview(run, TARGET)
    home = Path(calls(run)[0]["environment"]["PULUMI_HOME"])
    assert home == run.scratch / TARGET.stack / "home"
    assert (home / "plugins" / "resource-aws-v7").is_dir()
    assert {path.name for path in home.iterdir() if path.is_symlink()} == {
        "credentials.json",
        "plugins",
    }


@pytest.mark.parametrize(
    "operation",
    [operations.preview, operations.update, operations.refresh, operations.destroy],
)
def test_checkpoints_are_not_skipped_even_if_the_shell_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, operation: Operation
) -> None:
    monkeypatch.setenv("PULUMI_SKIP_CHECKPOINTS", "true")
    run = fake_run(tmp_path, f'{CHANGES} if "--event-log" in arguments else None')
    operation(run, TARGET)
    assert calls(run)
    assert all("PULUMI_SKIP_CHECKPOINTS" not in call["environment"] for call in calls(run))


def test_checkpoints_are_skipped_where_that_is_asked_for(tmp_path: Path) -> None:
    run = fake_run(tmp_path, CHANGES, skip_checkpoints=True)
    operations.update(run, TARGET)
    assert {call["environment"]["PULUMI_SKIP_CHECKPOINTS"] for call in calls(run)} == {"true"}


def test_output_that_cannot_be_kept_is_a_fault_in_a_sentence(tmp_path: Path) -> None:
    run = fake_run(tmp_path, CHANGES)
    run.scratch.write_text("in the way")
    with pytest.raises(WorldFault, match="its output can't be kept in"):
        operations.preview(run, TARGET)

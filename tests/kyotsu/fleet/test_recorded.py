"""Proves what happens to locks and engines of runs that died, with scripts as engines."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kyotsu.fleet import record
from kyotsu.fleet.record import Plan, Record
from kyotsu.fleet.recorded import Recorded
from kyotsu.fleet.retry import Patience
from kyotsu.stacks import operations
from kyotsu.stacks.engine import Limits
from kyotsu.stacks.outcome import Status
from kyotsu.stacks.run import Run
from kyotsu.states.storage import FolderStorage
from tenancy.load import load_stage
from tests.kyotsu.stacks.fake import TARGET, commands, fake_run

ROOT = Path(__file__).resolve().parents[3]
LOCK = Path("locks/organization/kyotsu") / TARGET.stack / "1.json"
PLAN = Plan(operation="preview", stage="local", stacks=(TARGET.stack,))
DIES_ONCE = """
if not os.path.exists("tried"):
    open("tried", "w").close()
    os.makedirs(os.path.dirname({lock!r}), exist_ok=True)
    json.dump({{"pid": os.getpid(), "hostname": {host!r}}}, open({lock!r}, "w"))
    {death}
if os.path.exists({lock!r}):
    print("error: the stack is currently locked by 1 lock(s)")
    sys.exit(255)
emit({{"summaryEvent": {{"resourceChanges": {{"create": 1}}}}}})
"""


def _recorded(
    tmp_path: Path,
    kept: Record,
    body: str,
    limits: Limits | None = None,
    stage: str = "local",
) -> tuple[Recorded, Run]:
    recorded = Recorded(
        operations.preview,
        kept,
        Patience(attempts=2, wait=0),
        load_stage(ROOT, stage),
        FolderStorage(tmp_path / "backend"),
    )
    run = fake_run(tmp_path, body, limits=limits, on_engine=recorded.on_engine, scratch=kept.folder)
    return recorded, run


@pytest.fixture
def kept(tmp_path: Path) -> Record:
    return record.create(tmp_path / "runs", PLAN)


@pytest.mark.parametrize(
    ("death", "limits"),
    [
        ("os.kill(os.getpid(), signal.SIGKILL)", None),
        (
            "signal.signal(signal.SIGINT, signal.SIG_IGN); time.sleep(60)",
            Limits(timeout=1.5, grace=0.1),
        ),
    ],
)
def test_a_dead_engines_lock_does_not_stop_the_next_attempt(
    tmp_path: Path, kept: Record, death: str, limits: Limits | None
) -> None:
    body = DIES_ONCE.format(
        lock=str(tmp_path / "backend" / LOCK), host=socket.gethostname(), death=death
    )
    recorded, run = _recorded(tmp_path, kept, body, limits)
    outcome = recorded(run, TARGET)
    assert (outcome.status, outcome.attempts) == (Status.CHANGES, 2), outcome
    assert record.read(kept.folder).left == ()


def test_somebody_elses_lock_is_left_alone(tmp_path: Path, kept: Record) -> None:
    body = DIES_ONCE.format(
        lock=str(tmp_path / "backend" / LOCK),
        host="another",
        death="os.kill(os.getpid(), signal.SIGKILL)",
    )
    recorded, run = _recorded(tmp_path, kept, body)
    assert recorded(run, TARGET).status is Status.FAILED
    assert (tmp_path / "backend" / LOCK).exists()


def test_an_engine_that_outlived_its_run_is_waited_for(tmp_path: Path, kept: Record) -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(2)"]) as survivor:
        kept.engine(TARGET.stack, survivor.pid)
        recorded, run = _recorded(tmp_path, kept, "emit()")
        began = time.monotonic()
        assert recorded(run, TARGET).ok
        assert time.monotonic() - began > 1
        assert survivor.poll() is not None


def test_what_an_engine_said_is_kept_only_where_it_failed(tmp_path: Path, kept: Record) -> None:
    recorded, run = _recorded(tmp_path, kept, "print('error: no')\nsys.exit(1)")
    assert not recorded(run, TARGET).ok
    assert "error: no" in run.log_of(TARGET).read_text()
    recorded, run = _recorded(tmp_path, kept, "emit()")
    assert recorded(run, TARGET).ok
    assert not run.log_of(TARGET).parent.exists()


def test_the_record_has_each_engine(tmp_path: Path, kept: Record) -> None:
    recorded, run = _recorded(tmp_path, kept, "emit()")
    recorded(run, TARGET)
    assert len(record.read(kept.folder).engines[TARGET.stack]) == len(commands(run)) == 1
    lines = (kept.folder / "run.jsonl").read_text().splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["run", "engine", "outcome"]


HALF_CREATED = {
    "version": 3,
    "checkpoint": {
        "latest": {
            "pending_operations": [
                {
                    "type": "creating",
                    "resource": {
                        "urn": "urn:pulumi:local.soumu-shinsei::kyotsu::aws:ec2/vpc:Vpc::vpc",
                        "type": "aws:ec2/vpc:Vpc",
                        "provider": "urn:p::0",
                    },
                }
            ]
        }
    },
}


@pytest.mark.parametrize(("stage", "tried_again"), [("local", True), ("prod", False)])
def test_what_may_be_half_created_is_settled_before_it_is_created_again(
    tmp_path: Path, kept: Record, stage: str, tried_again: bool
) -> None:
    # Only the local stage's provider adopts what it had begun.
    state = tmp_path / "backend" / "stacks" / "kyotsu" / f"{TARGET.stack}.json"
    state.parent.mkdir(parents=True)
    state.write_text(json.dumps(HALF_CREATED))
    body = """
    if arguments[0] == "refresh":
        sys.exit(0)
    if not os.path.exists("tried"):
        open("tried", "w").close()
        os.kill(os.getpid(), signal.SIGKILL)
    emit({"summaryEvent": {"resourceChanges": {"create": 1}}})
    """
    recorded, run = _recorded(tmp_path, kept, body, stage=stage)
    outcome = recorded(run, TARGET)
    assert outcome.ok is tried_again
    if tried_again:
        assert commands(run) == ["preview", "refresh", "preview"]
    else:
        assert commands(run) == ["preview", "refresh"]
        assert "kyotsu stack repair local.soumu-shinsei" in outcome.errors[-1]

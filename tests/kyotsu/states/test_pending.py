"""Proves what is read of states, and how a state is repaired, with a script as the engine."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from kyotsu.errors import UserMistake, WorldFault
from kyotsu.states.pending import Pending, states
from kyotsu.states.repair import check_found, repair
from kyotsu.states.storage import FolderStorage
from tests.kyotsu.stacks.fake import TARGET, calls, commands, fake_run

PROVIDER = "urn:pulumi:local.x::kyotsu::pulumi:providers:aws::tenant"
GROUP = "urn:pulumi:local.x::kyotsu::kyotsu:t:T$aws:cloudwatch/logGroup:LogGroup::app"
VPC = "urn:pulumi:local.x::kyotsu::kyotsu:t:T$aws:ec2/vpc:Vpc::vpc"
NAMED = Pending(kind="creating", urn=GROUP, id="/app", parent="urn:parent", provider=PROVIDER)
UNNAMED = Pending(kind="creating", urn=VPC, id=None, provider=PROVIDER)


def _state(folder: Path, stack: str, *, version: int = 3, packed: bool = False) -> None:
    operations: list[dict[str, Any]] = [
        {
            "type": "creating",
            "resource": {
                "urn": GROUP,
                "type": "aws:cloudwatch/logGroup:LogGroup",
                "inputs": {"name": "/app"},
                "parent": "urn:parent",
                "provider": f"{PROVIDER}::0-1-2",
            },
        },
        {"type": "updating", "resource": {"urn": VPC, "type": "aws:ec2/vpc:Vpc", "id": "vpc-1"}},
    ]
    text = json.dumps(
        {"version": version, "checkpoint": {"latest": {"pending_operations": operations}}}
    ).encode()
    path = folder / "stacks" / "kyotsu" / f"{stack}.json{'.gz' if packed else ''}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text) if packed else text)


@pytest.mark.parametrize("packed", [False, True])
def test_pending_operations_are_read_with_the_ids_that_follow_from_names(
    tmp_path: Path, packed: bool
) -> None:
    _state(tmp_path, "local.x", packed=packed)
    (state,) = states(FolderStorage(tmp_path), "kyotsu", "local")
    first, second = state.pending
    assert first == NAMED
    assert (first.type, first.name) == ("aws:cloudwatch/logGroup:LogGroup", "app")
    assert (second.kind, second.id) == ("updating", "vpc-1")


def test_only_the_stages_own_stacks_are_read(tmp_path: Path) -> None:
    for stack in ("local", "local.x", "localhost", "dev.x"):
        _state(tmp_path, stack)
    (tmp_path / "stacks" / "kyotsu" / "local.json.bak").write_text("{")
    found = [state.stack for state in states(FolderStorage(tmp_path), "kyotsu", "local")]
    assert found == ["local", "local.x"]


def test_a_state_of_another_version_is_told(tmp_path: Path) -> None:
    _state(tmp_path, "local", version=4)
    with pytest.raises(WorldFault, match="state of local has version 4, and version 3 is known"):
        list(states(FolderStorage(tmp_path), "kyotsu", "local"))


def test_a_state_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    _state(tmp_path, "local")
    (tmp_path / "stacks" / "kyotsu" / "local.json").write_text("{")
    with pytest.raises(WorldFault, match="state of local can't be read"):
        list(states(FolderStorage(tmp_path), "kyotsu", "local"))


def test_what_was_created_is_imported_and_the_rest_refreshed(tmp_path: Path) -> None:
    run = fake_run(tmp_path, "")
    updating = Pending(kind="updating", urn=VPC, id="vpc-1", provider=PROVIDER)
    done = repair(run, TARGET, (NAMED, updating), {}, clear=False)
    assert (done.ok, done.adopted) == (True, (NAMED,))
    assert commands(run) == ["import", "refresh"]
    wanted = json.loads((run.scratch / TARGET.stack / "import.json").read_text())
    assert wanted == {
        "nameTable": {"provider": PROVIDER, "parent": "urn:parent"},
        "resources": [
            {
                "type": "aws:cloudwatch/logGroup:LogGroup",
                "name": "app",
                "id": "/app",
                "provider": "provider",
                "parent": "parent",
            }
        ],
    }
    assert "--clear-pending-creates" in calls(run)[-1]["arguments"]


def test_what_is_not_there_is_struck_out(tmp_path: Path) -> None:
    run = fake_run(
        tmp_path,
        """
        if arguments[0] == "import":
            print("error: resource '/app' does not exist")
            sys.exit(1)
        """,
    )
    done = repair(run, TARGET, (NAMED,), {}, clear=False)
    assert (done.ok, done.absent) == (True, (NAMED,))


@pytest.mark.parametrize("said", ["can't be imported on the local stage", "doesn't support import"])
def test_what_no_id_can_be_looked_for_by_stays_pending_until_somebody_says(
    tmp_path: Path, said: str
) -> None:
    run = fake_run(
        tmp_path,
        f"""
        if arguments[0] == "import":
            print("error: aws:ec2/route:Route {said}")
            sys.exit(1)
        """,
    )
    done = repair(run, TARGET, (NAMED,), {}, clear=False)
    assert (done.ok, done.unknown, done.errors) == (False, (NAMED,), ())
    assert "--clear-pending-creates" not in calls(run)[-1]["arguments"]
    assert repair(run, TARGET, (NAMED,), {}, clear=True).absent == (NAMED,)
    assert "--clear-pending-creates" in calls(run)[-1]["arguments"]


def test_what_nobody_can_look_for_stays_pending_until_somebody_says(tmp_path: Path) -> None:
    run = fake_run(tmp_path, "")
    done = repair(run, TARGET, (UNNAMED,), {}, clear=False)
    assert (done.ok, done.unknown) == (False, (UNNAMED,))
    assert "--clear-pending-creates" not in calls(run)[-1]["arguments"]
    assert repair(run, TARGET, (UNNAMED,), {}, clear=True).absent == (UNNAMED,)
    assert "--clear-pending-creates" in calls(run)[-1]["arguments"]
    assert repair(run, TARGET, (UNNAMED,), {VPC: "vpc-1"}, clear=False).adopted == (UNNAMED,)


def test_a_failure_strikes_nothing_out(tmp_path: Path) -> None:
    run = fake_run(tmp_path, "print('error: AccessDenied')\nsys.exit(1)")
    done = repair(run, TARGET, (NAMED,), {}, clear=True)
    assert not done.ok
    assert done.errors == ("AccessDenied",)
    assert commands(run) == ["import"]


def test_an_id_for_what_is_not_pending_is_refused() -> None:
    check_found((NAMED,), {GROUP: "/app"})
    with pytest.raises(UserMistake, match="nothing is pending for urn:other"):
        check_found((NAMED,), {"urn:other": "x"})

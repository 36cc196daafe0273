"""Proves which differences between two states or digests count, and which don't."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kyotsu.bundle.digest import changes_hash
from kyotsu.bundle.state import state_hash
from kyotsu.errors import WorldFault
from kyotsu.states.storage import FolderStorage

URN = "urn:pulumi:dev::kyotsu::aws:s3/bucket:Bucket::{}"


def _resource(name: str, **changed: Any) -> dict[str, Any]:
    return {
        "urn": URN.format(name),
        "id": name,
        "inputs": {"bucket": name},
        "outputs": {"bucket": name, "size": 12345678901234567890},
        "dependencies": ["urn:b", "urn:a"],
        "propertyDependencies": {"bucket": []},
        "sourcePosition": "project:///infra/__main__.py#5",
        "stackTrace": [{"sourcePosition": "project:///infra/__main__.py#5"}],
        "created": "2026-11-23T17:26:03Z",
        "modified": "2026-11-23T17:26:03Z",
        **changed,
    }


def _hash(folder: Path, *resources: dict[str, Any], packed: bool = False, **latest: Any) -> str:
    storage = FolderStorage(folder)
    path = folder / "stacks" / "kyotsu" / f"dev.json{'.gz' if packed else ''}"
    path.parent.mkdir(parents=True, exist_ok=True)
    state = {"manifest": {"time": str(datetime.now(tz=UTC))}, "resources": resources, **latest}
    content = json.dumps({"version": 3, "checkpoint": {"latest": state}}).encode()
    path.write_bytes(gzip.compress(content) if packed else content)
    try:
        return state_hash(storage, "kyotsu", "dev")
    finally:
        path.unlink()


def test_what_is_the_same_state_has_the_same_hash(tmp_path: Path) -> None:
    plain = _hash(tmp_path, _resource("a"), _resource("b"))
    assert plain == _hash(tmp_path, _resource("b"), _resource("a"))
    assert plain == _hash(tmp_path, _resource("a"), _resource("b"), packed=True)
    moved = {
        "sourcePosition": "elsewhere",
        "stackTrace": [],
        "created": "",
        "modified": "",
        "dependencies": ["urn:a", "urn:b"],
        "propertyDependencies": None,
    }
    assert plain == _hash(tmp_path, _resource("a", **moved), _resource("b"))


@pytest.mark.parametrize(
    "changed",
    [
        {"inputs": {"bucket": "c"}},
        {"outputs": {"bucket": "a", "size": 12345678901234567891}},
        {"id": "c"},
        {"protect": True},
        {"delete": True},
        {"dependencies": ["urn:a"]},
        {"propertyDependencies": {"bucket": ["urn:a"]}},
        {"provider": "urn:other"},
    ],
)
def test_what_another_update_leaves_changes_the_hash(
    tmp_path: Path, changed: dict[str, Any]
) -> None:
    assert _hash(tmp_path, _resource("a")) != _hash(tmp_path, _resource("a", **changed))


def test_resources_and_pending_operations_count(tmp_path: Path) -> None:
    plain = _hash(tmp_path, _resource("a"))
    assert plain != _hash(tmp_path, _resource("a"), _resource("b"))
    assert plain != _hash(tmp_path, _resource("a"), pending_operations=[{"type": "creating"}])


def test_a_stack_that_is_not_there_has_the_hash_of_one_that_was_only_made(tmp_path: Path) -> None:
    absent = state_hash(FolderStorage(tmp_path), "kyotsu", "dev")
    assert absent == _hash(tmp_path)
    assert absent != _hash(tmp_path, _resource("a"))


def test_a_state_that_is_cut_off_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "stacks" / "kyotsu" / "dev.json"
    path.parent.mkdir(parents=True)
    path.write_text('{"checkpoint": {"latest"')
    with pytest.raises(WorldFault, match="the state of dev can't be read"):
        state_hash(FolderStorage(tmp_path), "kyotsu", "dev")


def _digest(*steps: dict[str, Any], **changed: Any) -> bytes:
    return json.dumps({"steps": steps, "duration": 1, "changeSummary": {}, **changed}).encode()


def _step(op: str, name: str, **changed: Any) -> dict[str, Any]:
    return {"op": op, "urn": URN.format(name), "newState": _resource(name), **changed}


def test_only_what_changes_counts_in_a_digest() -> None:
    plain = changes_hash(_digest(_step("create", "a"), _step("same", "b")))
    assert plain == changes_hash(_digest(_step("read", "c"), _step("create", "a"), duration=2))
    assert plain != changes_hash(_digest(_step("create", "a"), _step("delete", "b")))
    assert plain != changes_hash(_digest(_step("update", "a")))
    assert plain != changes_hash(
        _digest(_step("create", "a", newState=_resource("a", inputs={"bucket": "z"})))
    )


def test_the_order_in_which_the_engine_met_things_does_not_count_in_a_digest() -> None:
    needs = {"bucket": ["urn:b", "urn:a"], "tags": []}
    plain = _step("update", "a", diffReasons=["x", "y"], replaceReasons=None)
    plain["newState"] = _resource("a", propertyDependencies=needs)
    other = _step("update", "a", diffReasons=["y", "x"], replaceReasons=None)
    other["newState"] = _resource(
        "a", dependencies=["urn:a", "urn:b"], propertyDependencies={"bucket": ["urn:a", "urn:b"]}
    )
    assert changes_hash(_digest(plain)) == changes_hash(_digest(other))
    other["newState"] = _resource("a", propertyDependencies={"bucket": ["urn:a"]})
    assert changes_hash(_digest(plain)) != changes_hash(_digest(other))


def test_what_is_no_digest_is_refused() -> None:
    with pytest.raises(ValueError, match="no digest"):
        changes_hash(b'{"steps": []}')

"""Proves how a state's export is read and compared. Needs no engine."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kyotsu.diff.state import SECRET, Unreadable, filled, read_state

URN = "urn:pulumi:local::kyotsu::aws:kms/key:Key::key"


def export(*resources: dict[str, Any], version: int = 3, **deployment: Any) -> str:
    return json.dumps({"version": version, "deployment": {"resources": resources, **deployment}})


def key(**more: Any) -> dict[str, Any]:
    return {
        "urn": URN,
        "type": "aws:kms/key:Key",
        "custom": True,
        "id": "1234",
        "inputs": {"description": "d", "__defaults": ["deletionWindowInDays"],
                   "deletionWindowInDays": 30.0},
        "outputs": {"arn": "arn:aws:kms:::key/1234"},
        **more,
    }  # fmt: skip


def test_what_the_provider_filled_in_by_itself_is_no_input() -> None:
    (resource,) = read_state("local", export(key())).graph.resources
    assert resource.inputs == {"description": "d"}


def test_a_desired_value_is_filled_with_what_is_deployed() -> None:
    state = read_state("local", export(key()))
    desired = {"a": [f"<<{URN}#arn>> <<{URN}#id>>"], "b": "<<urn:pulumi:x::y::z::new#id>>"}
    assert filled(desired, state) == {
        "a": ["arn:aws:kms:::key/1234 1234"],
        "b": "<<urn:pulumi:x::y::z::new#id>>",
    }


def test_a_sealed_secret_is_not_read() -> None:
    sealed = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
              "ciphertext": "v1:x"}  # fmt: skip
    (resource,) = read_state("local", export(key(inputs={"description": sealed}))).graph.resources
    assert resource.inputs == {"description": SECRET}


def test_what_is_about_to_be_deleted_does_not_count() -> None:
    assert read_state("local", export(key(delete=True))).graph.resources == ()


def test_operations_that_were_broken_off_are_counted() -> None:
    assert read_state("local", export(pending_operations=[{}, {}])).unfinished == 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (export(version=4), "the state is of version 4, and 3 is understood"),
        ("{}", "not one of Pulumi's"),
        ("<html>", "not one of Pulumi's"),
    ],
)
def test_a_state_of_another_version_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        read_state("local", text)

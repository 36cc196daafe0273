"""Property values survive the way to the engine and back."""

from __future__ import annotations

from typing import Any

import pytest
from google.protobuf import json_format, struct_pb2
from hypothesis import given
from hypothesis import strategies as st

from localcloud.provider import wire
from localcloud.provider.wire import UNKNOWN, Secret

leaves = st.one_of(
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.text(max_size=20),
    st.just(UNKNOWN),
)
values: st.SearchStrategy[Any] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.text(max_size=8), inner, max_size=4),
        inner.map(Secret),
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text(max_size=8), values, max_size=5))
def test_what_is_written_reads_back(props: dict[str, Any]) -> None:
    assert wire.decode(wire.encode(props)) == props


def test_nothing_is_left_out_at_the_top_only() -> None:
    assert wire.decode(wire.encode({"a": None, "b": [None]})) == {"b": [None]}


def test_an_output_value_is_read_as_what_it_holds() -> None:
    signature = "4dabf18193072939515e22adb298388d"
    output = {signature: "d0e6a833031e9bbcd3f4e8bde6ca49a4", "dependencies": ["urn"]}
    message = json_format.ParseDict(
        {"known": {**output, "value": "x", "secret": True}, "unknown": output}, struct_pb2.Struct()
    )
    assert wire.decode(message) == {"known": Secret("x"), "unknown": UNKNOWN}


def test_what_cannot_be_carried_out_is_refused() -> None:
    asset = {"4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17"}
    message = json_format.ParseDict({"asset": asset}, struct_pb2.Struct())
    with pytest.raises(ValueError, match="assets"):
        wire.decode(message)


def test_secrets_are_found_wherever_they_are() -> None:
    props = {"a": Secret(1), "b": {"c": [Secret(2)]}, "d": 3}
    assert wire.secret_keys(props) == {"a", "b"}
    assert wire.reveal(props) == {"a": 1, "b": {"c": [2]}, "d": 3}
    assert wire.conceal({"a": 1, "d": 3}, frozenset({"a"})) == {"a": Secret(1), "d": 3}

"""Files of previews: what is refused in a sentence, and what is read whatever it holds.

Proves the reader only; that the engine writes such files is proven by `test_on_the_engine`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.generate_preview import Made, Written
from kyotsu.errors import UserMistake
from kyotsu.review.build import review_of
from kyotsu.review.files import previews_of
from kyotsu.review.knowledge.anybody import Anybody
from kyotsu.review.model import Action, Order, Outcome, StackReview
from tests.kyotsu.review.conftest import Reviewed

LOG = "aws:cloudwatch/logGroup:LogGroup"
ONE = Made(type=LOG, name="one", steps=("create",), new={"name": "one"})
TWO = Made(type=LOG, name="two", steps=("create",), new={"name": "two"})


def read(
    events: Path | None, digest: Path | None = None, *, incomplete: bool = False
) -> StackReview:
    """Return the review of one preview's files."""
    opened = previews_of(
        [events] if events else [], [digest] if digest else [], incomplete=incomplete
    )
    return review_of(opened, Anybody()).stacks[0]


def changed(tmp_path: Path, change: Callable[[bytes], bytes]) -> Path:
    """Return an event stream whose bytes were changed."""
    events, _ = Written(made=[ONE, TWO]).write(tmp_path)
    events.write_bytes(change(events.read_bytes()))
    return events


WRONG: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _: b"", "the file is empty"),
    "only white space": (lambda _: b" \n\n", "the file is empty"),
    "cut within an event": (lambda raw: raw[: len(raw) // 2], "is cut off, or is not JSON"),
    "cut between events": (
        lambda raw: b"\n".join(raw.splitlines()[:3]) + b"\n",
        "before the engine's summary",
    ),
    "not UTF-8": (lambda raw: raw.replace(b"one", "\u6771".encode("cp932")), "not UTF-8 text"),
    "not JSON": (lambda _: b"Previewing update (dev)\n", "is not JSON"),
    "another JSON": (lambda _: b'{"name": "a package"}', "this is no event stream"),
    "a number": (lambda _: b"42", "this is no event stream"),
    "no events": (lambda _: b'{"events": []}', "before the engine's summary"),
    "a digest": (lambda _: b'{"config": {}, "steps": []}', "give it as --digest"),
    "a string that never ends": (lambda _: b'{"resourcePreEvent": "', "is cut off"),
    "nested without end": (lambda _: b"[" * 200_000, "is cut off, or is not JSON"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_events_are_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    change, sentence = WRONG[name]
    with pytest.raises(UserMistake, match="(?s)" + sentence) as told:
        read(changed(tmp_path, change))
    assert "events.jsonl" in str(told.value)


def test_a_line_is_named_where_the_text_breaks(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda raw: raw.replace(b'"two"', b'"two'))
    with pytest.raises(UserMistake, match="line 4: "):
        read(path)


DIGESTS: dict[str, tuple[str, str]] = {
    "empty": ("", "the file is empty"),
    "cut": ('{"steps": [{"op": "create"', "is cut off, or is not JSON"),
    "cut between fields": ('{"steps": [],', "is cut off"),
    "an event stream": ('{"sequence": 1, "timestamp": 2}', "give it as --events"),
    "two in one": ('{"steps": []}{"steps": []}', "more behind the digest"),
    "a list": ("[]", "this is no digest"),
    "another JSON": ('{"version": 3}', "this is no digest"),
}


@pytest.mark.parametrize("name", DIGESTS)
def test_wrong_digests_are_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    text, sentence = DIGESTS[name]
    path = tmp_path / "digest.json"
    path.write_text(text)
    with pytest.raises(UserMistake, match=sentence):
        read(None, path)


def test_events_and_digest_of_two_previews_are_refused(tmp_path: Path) -> None:
    events, _ = Written(made=[ONE]).write(tmp_path, "a.")
    changed = Made(type=LOG, name="one", steps=("update",), old={"name": "1"}, new={"name": "one"})
    for other in (
        Written(made=[TWO]),
        Written(made=[changed]),
        Written(made=[ONE, TWO]),
        Written(made=[]),
        Written(made=[ONE], config={"kyotsu:stage": "another"}),
    ):
        _, digest = other.write(tmp_path, "b.")
        with pytest.raises(UserMistake, match="of two different previews"):
            read(events, digest)


def test_a_default_provider_that_goes_is_in_the_events_only(tmp_path: Path) -> None:
    gone = Made(type="pulumi:providers:pulumi", name="default", steps=("delete",), old={})
    events, digest = Written(made=[ONE, gone]).write(tmp_path)
    data = json.loads(digest.read_text("utf-8"))
    data["steps"] = [step for step in data["steps"] if step["urn"] != gone.urn]
    digest.write_text(json.dumps(data), encoding="utf-8")
    assert gone.urn in read(events, digest).by_urn


def test_nothing_to_read_and_uneven_pairs_are_refused(tmp_path: Path) -> None:
    events, digest = Written(made=[ONE]).write(tmp_path)
    with pytest.raises(UserMistake, match="give --events, --digest"):
        previews_of([], [])
    with pytest.raises(UserMistake, match="2 --events and 1 --digest"):
        previews_of([events, events], [digest])
    with pytest.raises(UserMistake, match="can't be read"):
        read(tmp_path / "none.jsonl")
    with pytest.raises(UserMistake, match="can't be read"):
        read(tmp_path)


def test_either_file_alone_says_what_it_lacks(tmp_path: Path) -> None:
    events, digest = Written(made=[ONE]).write(tmp_path)
    heard, told = read(events), read(None, digest)
    assert [one.action for one in heard.changes] == [one.action for one in told.changes]
    assert "dependencies" in heard.unchecked[0].en
    assert "policies' verdicts" in told.unchecked[0].en
    assert read(events, digest).unchecked == ()


def test_an_interrupted_preview_is_shown_only_when_asked_for(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda raw: b"\n".join(raw.splitlines()[:3]))
    shown = read(path, incomplete=True)
    assert shown.outcome is Outcome.INCOMPLETE
    assert "not recorded to its end" in shown.unchecked[0].en


def test_lists_wrapped_and_indented_streams_are_read_alike(tmp_path: Path) -> None:
    events, _ = Written(made=[ONE, TWO]).write(tmp_path)
    found = [json.loads(line) for line in events.read_text("utf-8").splitlines()]
    as_lines = read(events)
    for text in (
        json.dumps(found),
        json.dumps({"events": found, "continuationToken": None}),
        "\n".join(json.dumps(one, indent=4) for one in found),
        "\ufeff" + events.read_text("utf-8"),
        events.read_text("utf-8").replace("\n", "\r\n"),
    ):
        events.write_text(text, "utf-8")
        assert read(events) == as_lines


def test_unknown_fields_and_events_are_passed_over(tmp_path: Path) -> None:
    events, _ = Written(made=[ONE]).write(tmp_path)
    before = read(events)
    lines = [json.loads(line) for line in events.read_text("utf-8").splitlines()]
    lines.insert(1, {"sequence": 99, "hologramEvent": {"of": "a later version"}})
    for line in lines:
        line["later"] = {"a": [1, 2]}
        for event in line.values():
            if isinstance(event, dict) and "metadata" in event:
                event["metadata"] |= {"later": True, "diffs": None, "keys": "odd", "provider": 3}
    events.write_text("\n".join(map(json.dumps, lines)))
    assert read(events) == before


@pytest.mark.parametrize(
    "field", ["metadata", "old", "new", "inputs", "outputs", "detailedDiff", "urn", "op"]
)
@pytest.mark.parametrize("odd", [None, 7, "text", [], {}, [{"a": None}]])
def test_no_odd_value_makes_the_reader_fail(tmp_path: Path, field: str, odd: Any) -> None:
    made = Made(type=LOG, name="one", steps=("update",), old={"a": 1}, new={"a": 2})
    events, _ = Written(made=[made]).write(tmp_path)

    def spoiled(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: odd if k == field else spoiled(v) for k, v in value.items()}
        return value

    lines = [json.dumps(spoiled(json.loads(line))) for line in events.read_text().splitlines()]
    events.write_text("\n".join(lines))
    read(events)


def test_half_a_character_is_replaced(tmp_path: Path) -> None:
    events, _ = Written(made=[ONE]).write(tmp_path)
    events.write_text(events.read_text("utf-8").replace('"one"', r'"one\ud800 \ud83d\ude00"'))
    (change,) = read(events).changes
    assert change.after == {"name": "one? \U0001f600"}


def test_ten_megabytes_in_one_property_are_cut(reviewed: Reviewed) -> None:
    text = "ab" * 5_000_000
    old, new = {"userData": text}, {"userData": text + "c"}
    stack = reviewed(Made(type=LOG, name="one", steps=("update",), old=old, new=new))
    (value,) = stack.changes[0].values
    assert value.before["$long"] != value.after["$long"]
    assert value.after["characters"] == 10_000_001
    assert len(value.after["begin"]) < 1000


OPS: dict[str, tuple[tuple[str, ...], Action, Order | None]] = {
    "create before delete": (
        ("create-replacement", "replace", "delete-replaced"),
        Action.REPLACE,
        Order.CREATE_FIRST,
    ),
    "delete before create": (
        ("delete-replaced", "replace", "create-replacement"),
        Action.REPLACE,
        Order.DELETE_FIRST,
    ),
    "import replaces": (
        ("import-replacement", "replace", "discard-replaced"),
        Action.REPLACE,
        Order.CREATE_FIRST,
    ),
    "import": (("import",), Action.IMPORT, None),
    "discard": (("discard",), Action.FORGET, None),
    "read": (("read",), Action.READ, None),
    "a later version's": (("teleport",), Action.OTHER, None),
}


@pytest.mark.parametrize("name", OPS)
def test_steps_become_one_action_in_their_real_order(reviewed: Reviewed, name: str) -> None:
    steps, action, order = OPS[name]
    stack = reviewed(Made(type=LOG, name="one", steps=steps, old={"a": 1}, new={"a": 2}))
    (change,) = stack.resources
    assert (change.action, change.order, change.steps) == (action, order, steps)


def test_a_digest_alone_does_not_tell_the_order(tmp_path: Path) -> None:
    made = Made(type=LOG, name="one", steps=("replace",), old={"a": 1}, new={"a": 2})
    _, digest = Written(made=[made]).write(tmp_path)
    assert read(None, digest).changes[0].order is Order.UNKNOWN

"""No secret that is planted in a preview comes out of any form of its review.

Proves it of what can be known: a secret that is marked as one on at least one side of the same
property, and its copies anywhere. A secret that no side of any property marks can only be found by
its look, which the last tests try.
"""

from __future__ import annotations

import base64
import html
import json
import random
import string
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import quote

import pytest
from rich.console import Console

from bench.generate_preview import Made, Ruled, Secret, Written
from kyotsu.review.masking.forms import forms_of
from kyotsu.review.model import Review
from kyotsu.review.rendering.as_json import as_json
from kyotsu.review.rendering.markdown import as_markdown
from kyotsu.review.rendering.sarif import as_sarif
from kyotsu.review.rendering.terminal import print_review
from kyotsu.review.words.language import Language
from tests.kyotsu.review.conftest import Reviewed, review

PREVIEWS: Final = 1000
_ALPHABETS: Final = (
    string.ascii_letters + string.digits,
    string.ascii_letters + "\"'<>&\\/+= %#|`*_",
    "鍵秘密値あいうえおカキクケコ" + string.digits,
    string.hexdigits.lower() + "\n",
)
_LOG: Final = "aws:cloudwatch/logGroup:LogGroup"


class Planter:
    """Makes previews at random, and knows the secrets that it put into them."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - repeatable on purpose
        self.planted: list[str] = []

    def preview(self) -> Written:
        """Return a preview of a few resources."""
        made = tuple(self._resource(number) for number in range(self.random.randint(1, 4)))
        messages = [self._message() for _ in range(self.random.randint(0, 3))]
        return Written(
            made=(*made, *self._copies(len(made))),
            ruled=[Ruled(message=f"S3-01 (high): {text}", urn=made[0].urn) for text in messages],
            said=[(self.random.choice(["error", "warning", "info"]), text) for text in messages],
            result="failed",
        )

    def _secret(self) -> str:
        alphabet = self.random.choice(_ALPHABETS)
        core = "".join(self.random.choice(alphabet) for _ in range(self.random.randint(8, 40)))
        # Apart from all that a review says by itself.
        secret = f"{self.random.randrange(10**6):06d}{core}{self.random.randrange(10**6):06d}"
        self.planted.append(secret)
        return secret

    def _value(self, secret: str) -> Any:
        """Return a value with the secret in it, plain, in a list, an object or a document."""
        forms = (secret, [secret, "open"], {"inner": secret}, json.dumps({"inner": secret}))
        return self.random.choice(forms)

    def _resource(self, number: int) -> Made:
        """Return a resource of which one side at least marks its secret, and another may not."""
        value = self._value(self._secret())
        sealed, name = Secret(), self.random.choice(["value", "connection", "data"])
        old: dict[str, Any] = {"name": f"n{number}", name: value}
        new: dict[str, Any] = {"name": f"n{number}", name: sealed}
        outputs: dict[str, Any] = {}
        how = self.random.randrange(4)
        if how == 0:
            old, new = new, old
        elif how == 1:
            old = dict(new)
            outputs = {name: value}
        elif how == 2:
            old = {"name": f"n{number}", name: sealed}
            new = {"name": f"n{number}", name: value}
        steps = self.random.choice(
            [("update",), ("create-replacement", "replace", "delete-replaced"), ("same",)]
        )
        detailed = {name: "update"} if self.random.random() < 0.5 else {}
        return Made(
            type=self.random.choice([_LOG, "aws:rds/instance:Instance", "random:index:Thing"]),
            name=f"resource-{number}",
            steps=steps,
            old=old,
            new=new,
            outputs=outputs,
            keys=(name,) if len(steps) > 1 else (),
            diffs=(name,) if steps != ("same",) else (),
            detailed=detailed,
        )

    def _copies(self, number: int) -> Iterator[Made]:
        """Yield resources that hold what is secret elsewhere, in the open."""
        for secret in list(self.planted):
            text = self._written(secret)
            key = {f"k-{secret}": "v"} if self.random.random() < 0.3 else {}
            yield Made(
                type=_LOG,
                name=f"copy-{number}-{text}" if self.random.random() < 0.2 else f"copy-{number}",
                steps=("create",),
                new={"description": f"before {text} after", "list": [text], "tags": key},
            )
            number += 1

    def _message(self) -> str:
        texts = [self._written(secret) for secret in self.planted]
        return f"the provider said: {' and '.join(texts)}; password={texts[0]}"

    def _written(self, secret: str) -> str:
        ways = (
            secret,
            json.dumps(secret)[1:-1],
            json.dumps({"a": json.dumps({"b": secret})}),
            quote(secret, safe=""),
            html.escape(secret),
            base64.b64encode(f"user:{secret}!".encode()).decode(),
        )
        return self.random.choice(ways)


def forms(found: Review) -> Iterator[tuple[str, str]]:
    """Yield each form of a review by its name."""
    from kyotsu.review.html.page import as_html

    yield "json", as_json(found)
    yield "md", as_markdown(found)
    yield "short md", as_markdown(found, language=Language.EN, budget=2000)
    yield "sarif", as_sarif(found)
    yield "html", as_html(found)
    page = StringIO()
    print_review(found, Console(file=page, width=200), Language.BOTH, most=10_000)
    yield "term", page.getvalue()


def leaked(text: str, secret: str) -> list[str]:
    """Return the ways in which a secret is written in a text."""
    bare = secret.strip()
    lines = [line for line in bare.splitlines() if len(line) > 12]
    ways = {
        bare,
        *lines,
        json.dumps(bare)[1:-1],
        json.dumps(bare, ensure_ascii=False)[1:-1],
        html.escape(bare),
        quote(bare, safe=""),
        base64.b64encode(f"user:{secret}!".encode()).decode()[8:-4],
        bare.encode().hex(),
    }
    return [way for way in ways if way in text]


@pytest.mark.parametrize("block", range(10))
def test_no_planted_secret_comes_out_of_any_form(block: int) -> None:
    for seed in range(block * PREVIEWS // 10, (block + 1) * PREVIEWS // 10):
        planter = Planter(seed)
        written = planter.preview()
        with TemporaryDirectory() as folder:
            found = review(Path(folder), written)
        assert found.stacks[0].resources
        for name, text in forms(found):
            for secret in planter.planted:
                assert not leaked(text, secret), (seed, name, secret)


def test_the_plants_would_be_found_if_nothing_were_masked(tmp_path: Path) -> None:
    found = 0
    for seed in range(20):
        planter = Planter(seed)
        events, digest = planter.preview().write(tmp_path)
        text = events.read_text("utf-8") + digest.read_text("utf-8")
        found += sum(bool(leaked(text, secret)) for secret in planter.planted)
    assert found > 20


def update(old: dict[str, Any], new: dict[str, Any], **more: Any) -> Made:
    return Made(type=_LOG, name="one", steps=("update",), old=old, new=new, **more)


def test_a_plain_value_that_becomes_secret_is_masked_on_both_sides(reviewed: Reviewed) -> None:
    (change,) = reviewed(update({"a": "hunter2-plain"}, {"a": Secret()})).changes
    assert change.before == {"a": {"$secret": change.values[0].before["$secret"]}}
    assert change.after == {"a": {"$secret": ""}}


def test_a_secret_output_masks_the_plain_input(reviewed: Reviewed) -> None:
    made = update({"a": "hunter2-plain"}, {"a": "hunter2-other"}, outputs={"a": Secret()})
    (change,) = reviewed(made).changes
    (value,) = change.values
    assert value.before["$secret"] != value.after["$secret"] != ""
    assert "hunter2" not in repr(change)


def test_an_item_that_moves_in_a_list_stays_masked(reviewed: Reviewed) -> None:
    made = update({"a": [Secret(), "x"]}, {"a": ["first-plain", "second-plain"]})
    assert "plain" not in repr(reviewed(made).changes)


def test_a_text_in_the_place_of_an_object_with_a_secret_is_masked(reviewed: Reviewed) -> None:
    made = update({"a": {"password": Secret()}}, {"a": '{"user": "u", "pw": "plain"}'})
    assert "plain" not in repr(reviewed(made).changes)


def test_blinded_secrets_say_that_they_changed_only_where_the_engine_does(
    reviewed: Reviewed,
) -> None:
    same = {"a": Secret(), "b": Secret()}
    made = update(same, same, diffs=("a",), detailed={"a": "update"})
    (change,) = reviewed(made).changes
    assert [value.path for value in change.values] == ["a"]
    assert change.values[0].before == change.values[0].after == {"$secret": ""}


def test_equal_secrets_have_equal_marks_and_a_key_makes_them_last(tmp_path: Path) -> None:
    preview = Written(
        made=[
            update({"a": "the-same-secret"}, {"a": Secret()}),
            Made(type=_LOG, name="two", steps=("create",), new={"b": "the-same-secret"}),
        ]
    )

    def marks(key: bytes | None) -> tuple[str, str]:
        one, two = review(tmp_path, preview, key=key).stacks[0].resources
        assert one.before is not None
        assert two.after is not None
        return one.before["a"]["$secret"], two.after["b"]

    mark, copied = marks(b"key")
    assert copied == f"[secret {mark}]"
    assert marks(b"key") == (mark, copied)
    assert marks(None) != marks(None)


def test_a_secret_of_one_stack_is_masked_in_all(tmp_path: Path) -> None:
    one = Written(made=[update({"a": "the-shared-secret"}, {"a": Secret()})])
    other = Written(
        made=[
            Made(
                type=_LOG,
                name="two",
                steps=("create",),
                new={"b": "x the-shared-secret y"},
                stack="prod",
            )
        ]
    )
    assert "the-shared-secret" not in as_json(review(tmp_path, other, one))


LOOKS: Final = {
    "an access key": "using AKIAIOSFODNN7EXAMPLE to sign",
    "a private key": "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----",
    "a cut private key": "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg",
    "a password in an address": "dial postgres://app:hunter2hunter2@db:5432/x failed",
    "a password in a message": "login failed: password=hunter2hunter2, try again",
    "a token": "Authorization: Bearer eyJhbGciOiJI.eyJzdWIiOiIx.SflKxwRJSM",
}


@pytest.mark.parametrize("name", LOOKS)
def test_what_looks_like_a_secret_is_masked_in_messages(reviewed: Reviewed, name: str) -> None:
    made = Made(type=_LOG, name="one", steps=("create",), new={"a": 1})
    (said,) = reviewed(made, said=(("error", LOOKS[name]),)).diagnostics
    assert "[secret " in said.text
    for part in ("IOSFODNN7", "MIIE", "hunter2", "SflKxwRJSM"):
        assert part not in said.text


def test_common_words_are_not_taken_for_secrets(reviewed: Reviewed) -> None:
    old = {"a": {"region": "ap-northeast-1", "on": True, "port": 443, "user": "admin"}}
    other = Made(type=_LOG, name="two", steps=("create",), new={"region": "ap-northeast-1"})
    stack = reviewed(update(old, {"a": Secret()}), other)
    assert stack.resources[1].after == {"region": "ap-northeast-1"}


def test_short_secrets_are_not_looked_for_in_words() -> None:
    assert forms_of("abc") == set()
    assert "latest" not in forms_of("test")

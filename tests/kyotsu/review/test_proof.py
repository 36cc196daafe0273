"""Proves what a review says of what is proved, and that it never fails for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kyotsu.errors import UserMistake
from kyotsu.proof.access.reading.kinds import KINDS
from kyotsu.proof.asked import Asked
from kyotsu.proof.proof import Proof, changes
from kyotsu.review.findings import Proven
from kyotsu.review.html.page import as_html
from kyotsu.review.model import Action, Review, StackReview
from kyotsu.review.proof import MOST
from kyotsu.review.proof import told as told_of
from kyotsu.review.proving import MATTERS, proven
from kyotsu.review.rendering.as_json import as_json, from_json, together
from kyotsu.review.rendering.markdown import as_markdown
from kyotsu.review.rendering.render import Format, rendered
from kyotsu.review.words import proof as words
from tests.kyotsu.proof.network.building import small_stage
from tests.kyotsu.proof.network.opening import open_up, straight
from tests.kyotsu.review.html.reviews import change, review, tenant

BASE = "0123456789"


@pytest.fixture(scope="module")
def leaking() -> Proof:
    """The proof of a change that lets `a-one` reach `b-three`."""
    stage = small_stage()
    before = stage.prove()
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    after = stage.prove()
    return replace(after, base=BASE, changed=changes(before.verdicts, after.verdicts))


def of(token: str) -> Review:
    return review(tenant((change(token, "one", Action.UPDATE),)))


def only(token: str) -> tuple[StackReview, ...]:
    """The stacks of a change to one resource of a type, and to nothing else."""
    (stack,) = of(token).stacks
    return (replace(stack, resources=tuple(one for one in stack.resources if one.type == token)),)


def told(proof: Proof) -> list[Proven]:
    return list(told_of(proof, words.NETWORK, "network"))


def answer(monkeypatch: pytest.MonkeyPatch, found: Proof | Exception) -> dict[str, list[Asked]]:
    """Answer each proof that is asked for; return what was asked, by its matter."""
    asked: dict[str, list[Asked]] = {"network": [], "access": []}

    def replaced(matter: str) -> None:
        def prove(one: Asked) -> Proof:
            asked[matter].append(one)
            if isinstance(found, Exception):
                raise found
            return found

        monkeypatch.setattr(f"kyotsu.proof.{matter}.request.prove", prove)

    for matter in asked:
        replaced(matter)
    return asked


def test_where_nothing_of_either_changes_nothing_is_proved(
    monkeypatch: pytest.MonkeyPatch, leaking: Proof
) -> None:
    asked = answer(monkeypatch, leaking)
    stacks = only("aws:cloudwatch/metricAlarm:MetricAlarm")
    assert proven(Path(), "local", BASE, stacks) == ()
    assert asked == {"network": [], "access": []}


@pytest.mark.parametrize(
    ("token", "matters"),
    [
        ("aws:ec2/route:Route", ["network"]),
        ("aws:networkfirewall/ruleGroup:RuleGroup", ["network"]),
        ("aws:ram/x:X", ["network"]),
        ("aws:iam/role:Role", ["access"]),
        ("aws:organizations/policy:Policy", ["access"]),
        ("aws:ec2/vpcEndpoint:VpcEndpoint", ["network", "access"]),
    ],
)
def test_what_a_change_is_about_is_proved_against_the_base(
    monkeypatch: pytest.MonkeyPatch, leaking: Proof, token: str, matters: list[str]
) -> None:
    asked = answer(monkeypatch, leaking)
    found = proven(Path(), "local", BASE, only(token))
    assert [name for name, times in asked.items() if times] == matters
    assert {(one.stage, one.base) for times in asked.values() for one in times} == {("local", BASE)}
    assert not found[0].holds
    assert f"the base {BASE}" in found[0].text.en
    assert [one.text.en.split(":")[0] for one in found if "the base" in one.text.en] == [
        name.capitalize() for name in matters
    ]


def test_whatever_the_access_proof_protects_calls_for_it() -> None:
    access = next(one for one in MATTERS if one.name == "access")
    types = {*KINDS, *(made for kind in KINDS.values() for made in kind.policies)}
    assert [one for one in sorted(types) if not one.startswith(access.types)] == []


def test_what_is_new_comes_with_its_witness(leaking: Proof) -> None:
    line = next(one for one in told(leaking) if one.text.en.startswith("NET-1 a-one -> b-three"))
    assert "none → violated" in line.text.en
    assert "なし → 違反" in line.text.ja
    assert "10.0.1.4 → 10.0.11.4" in line.steps[0].en
    assert any("tenants-prod-10.0.8.0/22 stage.py:" in step.en for step in line.steps)


def test_what_is_mended_is_good_news(leaking: Proof) -> None:
    sound = small_stage().prove()
    mended = replace(sound, base=BASE, changed=changes(leaking.verdicts, sound.verdicts))
    lines = told(mended)
    assert len(lines) > 1
    assert all(one.holds for one in lines)


def test_many_changes_are_counted(leaking: Proof) -> None:
    changed = tuple(replace(leaking.changed[0], subject=f"x-{number}") for number in range(50))
    lines = told(replace(leaking, changed=changed))
    assert len(lines) == 1 + MOST + 1
    assert "30 more" in lines[-1].text.en


@pytest.mark.parametrize("error", [UserMistake("no\nsuch commit"), ValueError("secret")])
def test_a_proof_that_cannot_be_made_is_said_and_fails_nothing(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    answer(monkeypatch, error)
    (line,) = proven(Path(), "local", BASE, only("aws:ec2/vpc:Vpc"))
    assert not line.holds
    assert "Network: no proof could be made, so nothing is proved" in line.text.en
    assert "未証明" in line.text.ja
    assert "secret" not in line.text.en


def test_every_form_has_it(leaking: Proof) -> None:
    made = replace(of("aws:ec2/route:Route"), proof=tuple(told(leaking)))
    assert from_json(as_json(made), "it").proof == made.proof
    markdown, page = as_markdown(made), as_html(made)
    for text in (markdown, page, rendered(made, Format.TERM)):
        assert "What is proved" in text
        assert "NET-1 a-one" in text
    for text in (markdown, page):
        assert "tenants-prod-10.0.8.0/22" in text, "hop by hop"


def test_reviews_of_one_change_say_it_once(leaking: Proof) -> None:
    made = replace(of("aws:ec2/route:Route"), proof=tuple(told(leaking)))
    assert together([made, made]).proof == made.proof


def test_without_a_proof_nothing_is_said() -> None:
    made = of("aws:ec2/route:Route")
    for text in (as_markdown(made), rendered(made, Format.TERM)):
        assert "What is proved" not in text
    assert 'id="proof"' not in as_html(made)

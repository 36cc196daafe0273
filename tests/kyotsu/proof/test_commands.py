"""Proves what `kyotsu proof` prints, and how it ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from kyotsu.errors import UserMistake
from kyotsu.proof.asked import Asked, Deployment
from kyotsu.proof.commands import app
from kyotsu.proof.deployed import deployment
from kyotsu.proof.page import as_page
from kyotsu.proof.proof import Checked, Proof, changes
from kyotsu.proof.verdict import Outcome
from tests.kyotsu.proof.network.building import Stage, small_stage
from tests.kyotsu.proof.network.opening import open_up, straight

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def leaking() -> Stage:
    stage = small_stage()
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    return stage


def _run(monkeypatch: pytest.MonkeyPatch, proof: Proof, *arguments: str) -> tuple[int, str]:
    def prove(asked: object) -> Proof:
        assert asked
        return proof

    monkeypatch.setattr("kyotsu.proof.network.request.prove", prove)
    done = CliRunner(env={"COLUMNS": "200"}).invoke(app, [*arguments])
    return done.exit_code, done.stdout


def test_what_is_proved_ends_well(monkeypatch: pytest.MonkeyPatch) -> None:
    status, text = _run(monkeypatch, small_stage().prove(), "network")
    assert status == 0
    assert "local: proved" in text


def test_a_violation_is_told_with_its_way_and_ends_with_status_1(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    status, text = _run(monkeypatch, leaking().prove(), "network")
    assert status == 1
    assert "a-one -> b-three" in text
    assert "tenants-prod-10.0.8.0/22 stage.py:" in text
    assert "違反" in text


def test_not_proved_blocks_as_a_violation_does(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = small_stage()
    stage.add("local.a-one", "ec2/carrierGateway", "unknown")
    status, text = _run(monkeypatch, stage.prove(), "all")
    assert "not modelled" in text
    assert status == 0, "it touches nothing of the network"
    stage.change(
        stage.find("unknown", "CarrierGateway", "local.a-one"),
        vpcId=f"<<{stage.find('network', 'Vpc', 'local.a-one')}#id>>",
    )
    assert _run(monkeypatch, stage.prove(), "all")[0] == 1


def test_json_has_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    status, text = _run(monkeypatch, leaking().prove(), "network", "--format", "json")
    found = json.loads(text)["network"]
    assert (status, found["outcome"]) == (1, "violated")
    (violated,) = (one for one in found["verdicts"] if one["subject"] == "a-one -> b-three")
    assert violated["statement"] == "NET-1"
    assert violated["witnesses"][0]["steps"][0]["at"]["line"].startswith("stage.py:")


def test_a_base_and_single_tenants_do_not_go_together() -> None:
    done = CliRunner().invoke(app, ["network", "--base", "main", "--tenant", "a-one"])
    assert done.exit_code != 0
    assert "leave out --tenant" in str(done.exception)


def test_what_changed_since_a_base_is_told() -> None:
    before, after = small_stage().prove(), leaking().prove()
    (one,) = (
        one for one in changes(before.verdicts, after.verdicts) if one.subject == "a-one -> b-three"
    )
    assert (one.statement, one.before, one.after) == ("NET-1", None, Outcome.VIOLATED)


def test_the_page_is_one_file_without_script_or_foreign_host() -> None:
    text = as_page({"network": leaking().prove()})
    assert "<script" not in text
    assert "https://" not in text
    assert "<svg" in text


@pytest.mark.browser
def test_the_page_shows_the_way_of_a_packet_in_both_languages(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1000, "height": 900})
    page.set_content(as_page({"network": leaking().prove()}))
    ja = page.locator("#ja svg").first
    assert ja.is_visible()
    assert "トランジットゲートウェイの経路 10.0.8.0/22" in ja.inner_html()
    page.click("label[for=choose-en]")
    assert page.locator("#en svg").first.is_visible()
    assert not ja.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= 1000")


def _checks(monkeypatch: pytest.MonkeyPatch, *differs: str) -> None:
    def check(asked: object, proof: object) -> Checked:
        assert asked
        assert proof
        return Checked(shown=2, confirmed=2, without=1, tried=7, unmodelled=0, differs=differs)

    monkeypatch.setattr("kyotsu.proof.again.request.check", check)


def test_what_was_checked_again_is_told_with_its_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    _checks(monkeypatch)
    status, text = _run(monkeypatch, small_stage().prove(), "network", "--check")
    assert status == 0
    assert "followed 2 of 2 packets" in " ".join(text.split())
    assert "sent 7 packets at random" in " ".join(text.split())


def test_a_second_method_that_differs_ends_with_status_1(monkeypatch: pytest.MonkeyPatch) -> None:
    _checks(monkeypatch, "NET-1 [x]: way")
    status, text = _run(monkeypatch, small_stage().prove(), "network", "--check")
    assert status == 1
    assert "NET-1 [x]: way" in text
    _, data = _run(monkeypatch, small_stage().prove(), "network", "--check", "--format", "json")
    assert json.loads(data)["network"]["checked"]["differs"] == ["NET-1 [x]: way"]
    _, page = _run(monkeypatch, small_stage().prove(), "network", "--check", "--format", "html")
    assert "NET-1 [x]: way" in page


def test_without_being_asked_nothing_is_checked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    _, data = _run(monkeypatch, small_stage().prove(), "network", "--format", "json")
    assert json.loads(data)["network"]["checked"] is None


@pytest.mark.parametrize(
    "arguments",
    [
        ("--base", "main", "--deployed"),
        ("--base", "main", "--previews", "previews"),
        ("--deployed", "--previews", "previews"),
    ],
)
def test_one_thing_is_proved_at_a_time(arguments: tuple[str, ...]) -> None:
    done = CliRunner().invoke(app, ["network", *arguments])
    assert isinstance(done.exception, UserMistake)
    assert "give one" in str(done.exception)


def test_what_is_deployed_is_read_once_for_all_proofs_and_their_check(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[Asked] = []

    def read_deployment(asked: Asked) -> Deployment:
        read.append(asked)
        return Deployment(graphs=())

    proof = small_stage().prove()
    found: list[Deployment] = []

    def look(asked: Asked) -> Proof:
        found.append(deployment(asked))
        return proof

    def check(asked: Asked, _: Proof) -> Checked:
        found.append(deployment(asked))
        return Checked(shown=0, confirmed=0, without=0, tried=0, unmodelled=0, differs=())

    monkeypatch.setattr("kyotsu.proof.deployed.read_deployment", read_deployment)
    monkeypatch.setattr("kyotsu.proof.network.request.prove", look)
    monkeypatch.setattr("kyotsu.proof.access.request.prove", look)
    monkeypatch.setattr("kyotsu.proof.again.request.check", check)
    done = CliRunner().invoke(app, ["all", "--deployed", "--check", "--format", "json"])
    assert done.exit_code == 0, done.output
    assert len(found) == 3
    assert len(read) == 1

"""Proves that a tenant's file says that it is cut off only once that is proved."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kyotsu.errors import KyotsuError, UserMistake
from kyotsu.proof.network import isolate as module
from kyotsu.proof.network.isolate import isolate
from kyotsu.proof.proof import Proof
from kyotsu.proof.verdict import Outcome, Statement, Verdict
from tenancy.vocabulary import Text

SOURCE = Path(__file__).resolve().parents[4]
WHY = ("試験のため。", "For a trial.")
KEY = "soumu-toukei"
STATEMENT = Statement(id="NET-1", title=Text(ja="例", en="an example"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path in SOURCE.glob("Pulumi*.yaml"):
        shutil.copy(path, tmp_path)
    shutil.copytree(SOURCE / "tenants", tmp_path / "tenants")
    return tmp_path


def _file(root: Path) -> str:
    return (root / "tenants" / "soumu" / "toukei.yaml").read_text("utf-8")


def _proving(monkeypatch: pytest.MonkeyPatch, *verdicts: Verdict) -> list[str]:
    """Let the proof of a copy come out so, and return what the copy's file said."""
    seen: list[str] = []

    def prove(copy: Path, stage: str, **_: Any) -> Proof:
        seen.append(_file(copy))
        return Proof(stage=stage, statements=(STATEMENT,), verdicts=verdicts)

    monkeypatch.setattr(module, "prove_stage", prove)
    return seen


PROVED = Verdict(statement=STATEMENT, subject=f"{KEY} -> *", outcome=Outcome.PROVED)


def test_what_is_proved_is_written_and_what_it_cuts_is_said(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _file(root)
    seen = _proving(monkeypatch, PROVED)
    lines = isolate(root, KEY, "local", WHY, 1)
    assert seen == [_file(root)], "what was proved is what was written"
    assert _file(root).startswith(before)
    assert "suspended:" in _file(root)
    assert "this cuts soumu-shinsei: link-soumu-toukei-outbound-443-tcp" in lines
    assert any("government-lan" in line for line in lines)


@pytest.mark.parametrize("subject", [f"{KEY} -> *", f"soumu-shinsei -> {KEY}", KEY])
def test_what_is_not_proved_is_not_written(
    root: Path, monkeypatch: pytest.MonkeyPatch, subject: str
) -> None:
    before = _file(root)
    _proving(monkeypatch, replace(PROVED, subject=subject, outcome=Outcome.NOT_PROVED))
    with pytest.raises(KyotsuError, match="nothing is written"):
        isolate(root, KEY, "local", WHY, 1)
    assert _file(root) == before


def test_what_is_open_of_others_is_no_matter(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = replace(PROVED, subject="mof-shunou -> *", outcome=Outcome.VIOLATED)
    _proving(monkeypatch, PROVED, other)
    assert isolate(root, KEY, "local", WHY, 1)


def test_a_tenant_that_there_is_not_is_a_mistake(root: Path) -> None:
    with pytest.raises(UserMistake, match="there is no tenant soumu-toukie"):
        isolate(root, "soumu-toukie", "local", WHY, 1)

"""Proves that a state or a preview is checked without an engine, and wrong files are refused."""

import json
import re
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from kyotsu.errors import KyotsuError
from kyotsu.policy import app
from policies.rules import all_rules

ROOT = Path(__file__).resolve().parents[3]
STACK = "prod.soumu-shinsei"
BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
OPEN = {
    "blockPublicAcls": False,
    "blockPublicPolicy": True,
    "ignorePublicAcls": True,
    "restrictPublicBuckets": True,
}
SECRET = {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    "ciphertext": "v1:abc",
}


def _resource(token: str, name: str, inputs: Any, project: str = "other") -> dict[str, Any]:
    return {
        "urn": f"urn:pulumi:{STACK}::{project}::{token}::{name}",
        "type": token,
        "inputs": inputs,
        "outputs": inputs,
    }


def _state(*resources: dict[str, Any]) -> str:
    return json.dumps({"version": 3, "deployment": {"resources": list(resources)}})


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.chdir(ROOT)
    try:
        with pytest.raises(SystemExit) as ended:
            app(list(arguments))
    except KyotsuError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    return int(ended.value.code or 0)


@pytest.fixture
def write(tmp_path: Path) -> Any:
    def given(text: str | bytes) -> str:
        path = tmp_path / "state.json"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return str(path)

    return given


def test_a_violation_is_shown_and_ends_with_status_1(
    write: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(_state(_resource(BLOCK, "b", OPEN)))
    assert _run(monkeypatch, "check", file, "--format", "json") == 1
    report = json.loads(capsys.readouterr().out)
    (found,) = report["verdicts"]
    assert (found["rule"], found["level"], found["severity"]) == ("S3-01", "mandatory", "critical")
    assert found["urn"].endswith("::b")


def test_what_keeps_all_rules_ends_with_status_0(
    write: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(_state(_resource(BLOCK, "b", dict.fromkeys(OPEN, True))))
    assert _run(monkeypatch, "check", file) == 0
    out = capsys.readouterr().out
    assert "0 violations of mandatory rules" in out
    assert "project other has no declarations here" in " ".join(out.split())


def test_an_encrypted_secret_that_decides_is_not_checked_and_blocks(
    write: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(_state(_resource(BLOCK, "b", {**OPEN, "blockPublicAcls": SECRET})))
    assert _run(monkeypatch, "check", file, "--format", "json") == 1
    (found,) = json.loads(capsys.readouterr().out)["verdicts"]
    assert found["kind"] == "not checked"


def test_a_preview_without_unchanged_resources_says_what_was_not_run(
    write: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    step = {"op": "create", "newState": _resource(BLOCK, "b", OPEN, "kyotsu")}
    gone = {"op": "delete", "oldState": {}}
    file = write(json.dumps({"steps": [step, gone], "changeSummary": {"create": 1, "same": 7}}))
    assert _run(monkeypatch, "check", file, "--format", "json") == 1
    report = json.loads(capsys.readouterr().out)
    assert [found["rule"] for found in report["verdicts"]] == ["S3-01"]
    assert any("7 unchanged resources are not in this preview" in note for note in report["notes"])


def test_sarif_has_every_rule_and_a_place_for_each_result(
    write: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file, out = write(_state(_resource(BLOCK, "b", OPEN))), tmp_path / "report.sarif"
    assert _run(monkeypatch, "check", file, "--format", "sarif", "--out", str(out)) == 1
    (run,) = json.loads(out.read_text())["runs"]
    assert {rule.id for rule in all_rules()} < {one["id"] for one in run["tool"]["driver"]["rules"]}
    (result,) = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "S3-01"
    assert result["level"] == "error"
    assert result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"].endswith("::b")


def test_a_report_that_cannot_be_where_it_was_asked_for_is_the_users_mistake(
    write: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = write(_state(_resource(BLOCK, "b", OPEN)))
    for out in (tmp_path, tmp_path / "none" / "report.sarif"):
        assert _run(monkeypatch, "check", file, "--format", "sarif", "--out", str(out)) == 2


def test_junit_has_a_case_a_rule_and_fails_the_broken_one(
    write: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(
        monkeypatch, "check", write(_state(_resource(BLOCK, "b", OPEN))), "--format", "junit"
    )
    suite = ET.fromstring(capsys.readouterr().out)  # noqa: S314 - our own output
    failed = [case.get("name") for case in suite if case.find("failure") is not None]
    assert failed == ["S3-01"]
    assert suite.get("failures") == "1"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (_state(_resource(BLOCK, "b", OPEN))[:150], r"ends in the middle|is not JSON"),
        ("resources: []", r"is not JSON \(line 1\)"),
        (b"\xff\xfe\x00", r"is not text"),
        ("[]", r"neither a state nor a preview"),
        ("{}", r"neither a state nor a preview"),
        (_state(), r"no resources in it"),
        ('{"deployment": {"resources": [{"type": "a"}]}}', r"something in it doesn't \('urn'\)"),
        (
            _state(_resource("gcp:storage/bucket:Bucket", "b", {})),
            r"no AWS resource, and no rule is on its types: gcp:storage/bucket:Bucket \(1\)",
        ),
    ],
)
def test_a_wrong_file_is_refused_in_a_sentence(
    text: str | bytes,
    words: str,
    write: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert _run(monkeypatch, "check", write(text)) == 2
    err = capsys.readouterr().err
    assert re.search(words, err)
    assert "Traceback" not in err


def test_a_file_that_is_not_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "check", "nowhere.json") == 2
    assert "nowhere.json can't be read: No such file or directory" in capsys.readouterr().err


def test_the_table_of_controls_in_the_docs_is_what_the_rules_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert _run(monkeypatch, "matrix", "--check") == 0


def test_a_misspelled_rule_is_answered_with_the_nearest(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "explain", "S3-99") == 2
    assert "there is no rule S3-99; did you mean 'S3-" in capsys.readouterr().err


def test_a_rule_is_explained_in_both_languages(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "explain", "s3-01") == 0
    out = capsys.readouterr().out
    assert "対処: " in out
    assert "To keep it, " in out
    assert "Serves CIS AWS 3.0: 2.1.4" in out


def test_rules_are_listed_by_service(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "list", "--service", "s3", "--json") == 0
    rules = json.loads(capsys.readouterr().out)
    assert "S3-01" in {rule["id"] for rule in rules}
    assert all(any(":s3/" in token for token in rule["types"]) for rule in rules)

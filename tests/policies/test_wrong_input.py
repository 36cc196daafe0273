"""Proves that what people write for the pack is refused in a sentence where it is wrong."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from policies import rules, stack_rules
from policies.frameworks import FOLDER as FRAMEWORKS
from policies.frameworks import load_frameworks
from policies.levels import read_levels
from policies.loading import FOLDER
from policies.rules import all_rules
from policies.session import catalogue
from tenancy.finding import InvalidDeclarations
from tests.policies.analyzer import ROOT

IDS = [rule.id for rule in all_rules()]
WHY = "why: {ja: 理由, en: why}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("stages: {prod: {default: strict}}", "stages.prod.default"),
        ("stages: {prod: {defalt: mandatory}}", "did you mean 'default'?"),
        ("stages: {prod: {default: mandatory, rules: [S3-01]}}", "stages.prod.rules"),
        (
            f"stages: {{prod: {{default: advisory, rules: {{S3-1: {{level: advisory, {WHY}}}}}}}}}",
            "there is no rule S3-1; did you mean",
        ),
        (
            "stages: {prod: {default: mandatory, rules: {S3-01: {level: advisory}}}}",
            "stages.prod.rules.S3-01.why",
        ),
        ("stages:\n  prod: {default: mandatory}\n  prod: {default: disabled}", "written twice"),
        ("[", "this is not YAML"),
        ("", "the file is empty"),
    ],
)
def test_levels_of_the_wrong_shape(text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "levels.yaml").write_text(text)
    with pytest.raises(InvalidDeclarations) as caught:
        read_levels(tmp_path, IDS)
    assert words in str(caught.value)


def test_a_pack_with_wrong_levels_does_not_start_and_says_why(tmp_path: Path) -> None:
    pack = tmp_path / "policies"
    shutil.copytree(FOLDER, pack, ignore=shutil.ignore_patterns("__pycache__"))
    (pack / "levels.yaml").write_text("stages: {prod: {default: strict}}")
    ended = subprocess.run(
        [sys.executable, "-m", "policies"],
        cwd=tmp_path,
        env={"PYTHONPATH": f"{tmp_path}:{ROOT}"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith("the policy pack can't be used: policies/levels.yaml:1: ")
    assert "Traceback" not in ended.stderr


def test_a_rules_id_is_given_once() -> None:
    rule = all_rules()[0]
    with pytest.raises(ValueError, match=f"two rules have the id {rule.id}"):
        catalogue([rule, rule], [])


@pytest.mark.parametrize("package", [rules, stack_rules])
def test_a_rule_without_an_example_is_refused(
    package: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "half_done.py").write_text('"""A rule that nobody finished."""\n')
    monkeypatch.setattr(package, "__path__", [str(tmp_path)])
    monkeypatch.syspath_prepend(tmp_path)
    collect = rules.all_rules if package is rules else stack_rules.all_stack_rules
    with pytest.raises((ValueError, ModuleNotFoundError), match="half_done"):
        collect()


def test_a_rule_that_names_an_unknown_control_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "frameworks"
    shutil.copytree(FRAMEWORKS, folder)
    file = folder / "cis-aws-3.0.yaml"
    file.write_text(file.read_text().replace('"2.1.4"', '"2.1.44"'))
    with pytest.raises(InvalidDeclarations) as caught:
        load_frameworks(all_rules(), folder)
    assert "CIS AWS 3.0 has no control 2.1.4; did you mean '2.1.44'?" in str(caught.value)


def test_a_control_that_no_rule_serves_says_why(tmp_path: Path) -> None:
    folder = tmp_path / "frameworks"
    shutil.copytree(FRAMEWORKS, folder)
    file = folder / "cis-aws-3.0.yaml"
    file.write_text(file.read_text().replace(", left: person", ", left: persn", 1))
    with pytest.raises(InvalidDeclarations) as caught:
        load_frameworks(all_rules(), folder)
    assert "there is no reason persn; did you mean 'person'?" in str(caught.value)

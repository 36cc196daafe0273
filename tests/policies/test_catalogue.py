"""Proves that the rules speak of resources and properties that pulumi-aws has, and say who asks.

What a property means to AWS isn't proved here; only that it exists under the name that is used.
"""

import importlib
import json
import re
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import pulumi_aws
import pytest

from policies.rule import Rule
from policies.rules import all_rules
from policies.verdict import violation

RULES: Final = all_rules()
SDK: Final = Path(str(pulumi_aws.__file__)).parent
FRAMEWORKS: Final = {
    "AWS FSBP": r"[A-Za-z0-9]+\.\d+",
    "CIS AWS 3.0": r"\d\.\d+(\.\d+)?",
    "CIS AWS 5.0": r"\d\.\d+(\.\d+)?",
    "NIST SP 800-53 r5": r"[A-Z]{2}-\d+(\(\d+\))?",
    "統一基準 R7": r"\d\.\d\.\d\(\d+\)(\([a-z]\)(\([ア-ン]\))?|-\d+( [a-z]\))?)",
}
SAFE_BY_DEFAULT: Final = frozenset(
    {
        "ACM-01",
        "ALB-01",
        "ALB-02",
        "ALB-06",
        "BK-04",
        "CFG-01",
        "EC2-02",
        "EC2-04",
        "EC2-05",
        "EC2-06",
        "EC2-08",
        "ECS-02",
        "ECS-06",
        "IAM-07",
        "IAM-08",
        "IAM-15",
        "KMS-02",
        "KMS-03",
        "KMS-04",
        "LMB-04",
        "LMB-05",
        "ORG-02",
        "R53-01",
        "R53-02",
        "RAM-01",
        "RDS-02",
        "RDS-08",
        "RDS-09",
        "RSH-02",
        "S3-06",
        "S3-11",
        "S3-12",
        "S3-13",
        "SEC-02",
        "SEC-03",
        "SNS-02",
        "SQS-02",
        "SSM-01",
        "SSM-02",
        "VPC-01",
        "VPC-02",
        "VPC-03",
        "VPC-04",
        "VPC-05",
        "VPC-07",
        "VPC-10",
    }
)
"""Rules that forbid something which AWS doesn't do unless it is told to. All others demand
something, and so don't let a resource pass that says nothing."""


@cache
def _classes() -> Mapping[str, type]:
    """Return the resource classes of the SDK by their tokens, as it registers them."""
    text = (SDK / "__init__.py").read_text()
    found = re.search(r'resource_modules="""(.*?)"""', text, re.DOTALL)
    assert found is not None
    return {
        token: getattr(importlib.import_module(module["fqn"]), name)
        for module in json.loads(found.group(1))
        for token, name in module["classes"].items()
        if any(token in rule.types for rule in RULES)
    }


@cache
def _former_names() -> Mapping[str, type]:
    """Return the classes by the tokens that their resources had before, of which they know."""
    return {
        former: cls
        for cls in set(_classes().values())
        for former in re.findall(
            r'pulumi\.Alias\(type_="([^"]+)"\)',
            Path(str(sys.modules[cls.__module__].__file__)).read_text(),
        )
    }


def _class(token: str) -> type:
    found = _classes().get(token) or _former_names().get(token)
    assert found is not None, f"pulumi-aws knows no {token}"
    return found


def _inputs(token: str) -> set[str]:
    cls = _class(token)
    # Not from the package: some arguments' classes there have the name of another one's block.
    arguments = getattr(sys.modules[cls.__module__], f"{cls.__name__}Args")
    return {
        getattr(value.fget, "_pulumi_name", name)
        for name, value in vars(arguments).items()
        if isinstance(value, property)
    }


def _named(rule: Rule) -> set[str]:
    return {*rule.uses, *rule.compliant, *rule.violating}


def _differences(left: Any, right: Any) -> int:
    """Return in how many places two values differ."""
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return sum(_differences(left.get(key), right.get(key)) for key in {*left, *right})
    if isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        return sum(map(_differences, left, right))
    if isinstance(left, str) and isinstance(right, str):
        try:
            texts = json.loads(left), json.loads(right)
        except ValueError:
            return int(left != right)
        return _differences(*texts) if isinstance(texts[0], dict | list) else int(left != right)
    return int(left != right)


def test_there_are_at_least_eighty_rules() -> None:
    assert len(RULES) >= 80


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_an_id_is_a_short_name_and_two_digits(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z0-9]+-\d\d", rule.id)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_both_languages_say_something(rule: Rule) -> None:
    for text in (rule.title, rule.remedy):
        assert re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", text.ja)
        assert text.en.isascii()
        assert text.en
        assert not text.ja.endswith("。")
        assert not text.en.endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_type_is_one_that_the_sdk_knows(rule: Rule) -> None:
    assert rule.types
    for token in rule.types:
        _class(token)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_property_is_an_input_of_one_of_the_types(rule: Rule) -> None:
    inputs = set[str]().union(*map(_inputs, rule.types))
    assert _named(rule) <= inputs


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_examples_are_each_of_one_type(rule: Rule) -> None:
    for example in (rule.compliant, rule.violating):
        assert any(set(example) <= _inputs(token) for token in rule.types)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_examples_differ_in_one_place(rule: Rule) -> None:
    assert _differences(rule.compliant, rule.violating) == 1


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_only_what_is_safe_by_default_passes_without_a_word(rule: Rule) -> None:
    assert (violation(rule, {}) is None) is (rule.id in SAFE_BY_DEFAULT)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_controls_have_the_form_of_their_framework(rule: Rule) -> None:
    assert rule.controls, "no framework asks for it"
    for framework, controls in rule.controls.items():
        assert controls
        assert all(re.fullmatch(FRAMEWORKS[framework], control) for control in controls)


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.remediate], ids=lambda rule: rule.id
)
def test_what_is_mended_passes_and_keeps_the_rest(rule: Rule) -> None:
    assert rule.remediate is not None
    before = {**rule.violating, "other": "kept"}
    mended = rule.remediate(before)
    assert violation(rule, mended) is None
    assert mended["other"] == "kept"
    assert before == {**rule.violating, "other": "kept"}
    assert violation(rule, rule.remediate({})) is None

"""Proves what is written for the Pulumi Kubernetes Operator, by a schema of the fields used.

Not proved: that an operator on a cluster carries it out. None was at hand.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kyotsu.errors import UserMistake
from kyotsu.fleet.manifests import NAME_LIMIT, Source, all_resources, render, resource_name
from kyotsu.fleet.options import pairs
from kyotsu.stacks.targets import Selection, Target

SCHEMA = json.loads(Path(__file__).with_name("stack.schema.json").read_text())
SOURCE = Source(
    repository="https://git.example.go.jp/kyotsu.git",
    branch="main",
    backend="s3://kyotsu-state?region=ap-northeast-1",
    image="registry.example.go.jp/kyotsu:1",
    service_account="kyotsu",
    namespace="kyotsu",
    secrets={"PULUMI_CONFIG_PASSPHRASE": ("kyotsu-passphrase", "value")},
)
SELECTION = Selection(
    foundation=Target(stage="prod"), tenants=(Target(stage="prod", tenant="soumu-shinsei"),)
)


def _read(source: Source = SOURCE) -> list[dict[str, Any]]:
    """Return what a reader of the file gets."""
    return list(yaml.safe_load_all(render(all_resources(SELECTION, source))))


@pytest.mark.parametrize("source", [SOURCE, replace(SOURCE, branch=None, commit="a" * 40)])
def test_each_manifest_is_a_stack_resource(source: Source) -> None:
    for manifest in _read(source):
        Draft202012Validator(SCHEMA).validate(manifest)  # pyright: ignore[reportUnknownMemberType]


def test_a_tenant_waits_for_the_foundation() -> None:
    foundation, tenant = _read()
    assert "prerequisites" not in foundation["spec"]
    assert tenant["spec"]["prerequisites"] == [{"name": foundation["metadata"]["name"]}]


def test_stacks_of_a_stage_share_its_file_and_the_policies() -> None:
    for manifest in _read():
        literals = {
            name: reference["literal"]["value"]
            for name, reference in manifest["spec"]["envRefs"].items()
            if reference["type"] == "Literal"
        }
        assert literals == {
            "PULUMI_OPTION_CONFIG_FILE": "Pulumi.prod.yaml",
            "PULUMI_OPTION_POLICY_PACK": "policies",
        }


def test_deleting_a_manifest_destroys_nothing() -> None:
    assert not any(manifest["spec"]["destroyOnFinalize"] for manifest in _read())


def test_a_secret_is_referred_to_and_never_written() -> None:
    assert _read()[0]["spec"]["envRefs"]["PULUMI_CONFIG_PASSPHRASE"] == {
        "type": "Secret",
        "secret": {"name": "kyotsu-passphrase", "key": "value"},
    }
    assert pairs(["A=b/c"]) == {"A": ("b", "c")}
    with pytest.raises(UserMistake, match="--secret wants VARIABLE=secret/key"):
        pairs(["A=hunter2"])


@given(st.from_regex(r"[a-z]{2,10}\.[a-z0-9]{2,10}(-[a-z0-9]{1,20}){1,3}", fullmatch=True))
def test_a_name_is_a_label_within_the_limit(stack: str) -> None:
    name = resource_name(stack)
    assert Draft202012Validator({"$ref": "#/$defs/name", "$defs": SCHEMA["$defs"]}).is_valid(name)
    assert resource_name(stack) == name


def test_long_names_stay_apart() -> None:
    long = f"prod.soumu-{'a' * 40}"
    names = {resource_name(f"{long}{end}") for end in "abc"}
    assert len(names) == 3
    assert all(len(name) <= NAME_LIMIT for name in names)
    assert resource_name("prod.soumu-shinsei") == "prod-soumu-shinsei"

"""Proves that what the README tells a newcomer to type works, in the order in which it tells it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kyotsu.local.deploy import NEXT_STEPS

if TYPE_CHECKING:
    from tests.kyotsu.conftest import Project

README = Path(__file__).resolve().parents[2] / "README.md"


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README.read_text(), re.MULTILINE | re.DOTALL)


def test_the_shell_blocks_are_the_ones_that_are_tested() -> None:
    first_words = [block.split()[0] for block in _blocks("sh")]
    assert first_words == ["make", "make", ".venv/bin/kyotsu"]
    assert _blocks("sh")[0] == "make up\n"  # run by the fixture `whole_stage`
    assert _blocks("sh")[1] == "make test\n"  # running now


def _records(addresses: str) -> str:
    return addresses.partition("records:\n")[2]


@pytest.mark.engine
def test_a_tenant_goes_from_nothing_to_a_running_environment(whole_stage: Project) -> None:
    (block,) = (block for block in _blocks("sh") if "tenant new" in block)
    declarations = whole_stage.root / "tenants"
    addresses = (declarations / "addresses.yaml").read_text()
    try:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", block],
            cwd=whole_stage.root,
            env=whole_stage.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert (declarations / "soumu" / "saigai.yaml").is_file()
        now = (declarations / "addresses.yaml").read_text()
        assert _records(now).startswith(_records(addresses))
        account = whole_stage.account_of("soumu-saigai")
        vpc = whole_stage.outputs("local.soumu-saigai")["vpc_id"]
        found = whole_stage.client("ec2", account).describe_vpcs(VpcIds=[vpc])["Vpcs"]
        assert len(found) == 1
    finally:
        whole_stage.run("destroy", "--tenant", "soumu-saigai")
        (declarations / "soumu" / "saigai.yaml").unlink(missing_ok=True)
        (declarations / "addresses.yaml").write_text(addresses)
        whole_stage.run("up", "--foundation")


def test_every_path_that_the_readme_names_exists() -> None:
    named = set(re.findall(r"\]\(((?!https?:)[^)#]+)\)", README.read_text()))
    assert named
    missing = sorted(path for path in named if not (README.parent / path).exists())
    assert missing == []


def test_what_make_up_prints_is_shown_as_it_is() -> None:
    (shown,) = (block for block in _blocks("text") if "The local stage is running" in block)
    assert NEXT_STEPS.format(stack="local.soumu-toukei").strip() in shown

"""Proves, on the real engine, that a proof can be made of what is deployed, and of previews."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.kyotsu.conftest import Project

pytestmark = pytest.mark.engine
LINKED = {
    "tenants/soumu/shinsei.yaml": "  - system: soumu-toukei\n",
    "tenants/soumu/toukei.yaml": "  - system: soumu-shinsei\n",
}


def test_what_was_deployed_a_moment_ago_is_proved(whole_stage: Project) -> None:
    whole_stage.must("proof", "all", "--deployed", "--check")


def test_what_previews_say_is_proved(whole_stage: Project, previews: Path) -> None:
    whole_stage.must("proof", "all", "--previews", str(previews), "--check")


def test_a_link_that_is_no_longer_declared_is_a_violation_deployed_and_previewed(
    whole_stage: Project, previews: Path
) -> None:
    texts = {name: (whole_stage.root / name).read_text() for name in LINKED}
    for name, text in texts.items():
        (whole_stage.root / name).write_text(_without_link(text, LINKED[name]))
    try:
        assert whole_stage.run("proof", "network").returncode == 0
        found = [
            whole_stage.run("proof", "network", *of, "--format", "json")
            for of in (("--deployed",), ("--previews", str(previews)))
        ]
    finally:
        for name, text in texts.items():
            (whole_stage.root / name).write_text(text)
    for done in found:
        assert done.returncode == 1
        verdicts: list[dict[str, Any]] = json.loads(done.stdout)["network"]["verdicts"]
        assert ("NET-1", "soumu-shinsei -> soumu-toukei", "violated") in {
            (one["statement"], one["subject"], one["outcome"]) for one in verdicts
        }


def _without_link(text: str, first: str) -> str:
    """Leave out one link: six lines, from the one that names the other system."""
    lines = text.splitlines(keepends=True)
    at = lines.index(first)
    return "".join([*lines[:at], *lines[at + 6 :]])

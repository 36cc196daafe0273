"""Proves, on the real engine, what a comparison with the deployed state tells."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kyotsu.conftest import Project

pytestmark = pytest.mark.engine


def test_what_was_deployed_a_moment_ago_is_as_it_should_be(whole_stage: Project) -> None:
    assert "no change" in whole_stage.must("diff", "deployed", "--exit-code")


def test_an_edit_that_is_not_deployed_yet_is_told(whole_stage: Project) -> None:
    path = whole_stage.root / "tenants/soumu/shinsei.yaml"
    text = path.read_text()
    path.write_text(text.replace("log_retention_days: 731", "log_retention_days: 1096"))
    try:
        found = json.loads(whole_stage.must("diff", "deployed", "--format", "json"))
    finally:
        path.write_text(text)
    (stack,) = found["stacks"]
    assert stack == "local.soumu-shinsei"
    assert {
        (change["path"], change["before"], change["after"])
        for change in found["stacks"][stack]["changes"]
    } == {("retentionInDays", 731, 1096)}

"""Proves on the real engine that a new tenant leaves the stacks of those that were there alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kyotsu.conftest import Project

pytestmark = pytest.mark.engine
NEW = "soumu-saigai"
OTHERS = ("soumu-toukei", "mof-shunou")
"""One of the same ministry with endpoints of its own, and one that shares the hub's."""


@pytest.fixture
def joined(whole_stage: Project) -> Iterator[Project]:
    """The running stage, with one tenant more in its declarations; taken out again afterwards."""
    ledger = whole_stage.root / "tenants" / "addresses.yaml"
    before = ledger.read_bytes()
    source = whole_stage.root / "tenants" / "meti" / "kenshu.yaml"
    added = whole_stage.root / "tenants" / "soumu" / "saigai.yaml"
    text = source.read_text(encoding="utf-8")
    for old, new in (
        ("system: kenshu", "system: saigai"),
        ("ministry: meti", "ministry: soumu"),
        ("kenshu.example.go.jp", "saigai.example.go.jp"),
        ("職員研修環境", "災害情報共有システム"),
        ("Staff Training Environment", "Disaster Information Sharing"),
        ("external_lines: [none]", "external_lines: [internet]"),
        ("    size: small\n", "    size: small\n    egress: [{to: weather.example.go.jp}]\n"),
    ):
        assert old in text
        text = text.replace(old, new)
    added.write_text(text, encoding="utf-8")
    try:
        whole_stage.must("tenant", "add", NEW)
        yield whole_stage
    finally:
        added.unlink()
        ledger.write_bytes(before)


def test_a_new_tenant_changes_no_resource_of_another(joined: Project) -> None:
    output = joined.must("preview", *(part for key in OTHERS for part in ("--tenant", key)))
    for key in OTHERS:
        (line, *_) = [line for line in output.splitlines() if key in line]
        assert "unchanged" in line, output

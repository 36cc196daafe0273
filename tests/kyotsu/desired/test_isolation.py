"""Proves that adding a tenant, and changing one, changes no resource of another tenant. No engine.

The sample fleet is evaluated twice, with three changes between: one tenant is suspended to which
another is linked, one keeps its logs for longer and gets a destination, and one is new.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from infra.clock import today
from kyotsu.desired.graph import Graph
from kyotsu.desired.planning import Order, plan_side
from kyotsu.desired.worker import foundation_of
from kyotsu.tenant.addresses import add_addresses
from tests.kyotsu.desired.conftest import ROOT, graph_of

SUSPENDED, CHANGED, NEW = "mof-shunou", "mlit-suii", "meti-renshuu"
LINKED = "soumu-shinsei"


def _copy(root: Path) -> Path:
    for path in (*ROOT.glob("Pulumi*.yaml"), ROOT / "tenants"):
        if path.is_dir():
            shutil.copytree(path, root / path.name)
        else:
            shutil.copy2(path, root)
    for folder in ("infra", "components", "tenancy"):
        (root / folder).symlink_to(ROOT / folder)
    return root


def _change(root: Path) -> None:
    _edit(
        root / "tenants/mof/shunou.yaml",
        "environments:",
        "suspended: {since: 2026-10-01, why: {ja: 停止。, en: Stopped.}}\nenvironments:",
    )
    _edit(
        root / "tenants/mlit/suii.yaml",
        "    egress:\n",
        "    log_retention_days: 731\n    egress:\n      - to: extra.example.go.jp\n",
    )
    text = (root / "tenants/meti/kenshu.yaml").read_text()
    for old, new in (
        ("kenshu", "renshuu"),
        ("職員研修環境", "操作練習環境"),
        ("Staff Training Environment", "Practice Environment"),
    ):
        assert old in text
        text = text.replace(old, new)
    (root / "tenants/meti/renshuu.yaml").write_text(text)
    add_addresses(root, [NEW])


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


def _graphs(root: Path, cache: Path) -> dict[str, Graph]:
    """Return all stacks of the local stage, the foundation as `foundation`."""
    side = plan_side(Order(root=root, stage="local", today=today(), cache=cache, lenient=False))
    foundation = graph_of(side.foundation)
    tasks = side.tenants(foundation_of("local", side.project), foundation.outputs)
    graphs = {task.stack.partition(".")[2]: graph_of(task) for task in tasks}
    return {**graphs, "foundation": foundation}


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Graph], dict[str, Graph]]:
    """All stacks before and after."""
    root = _copy(tmp_path_factory.mktemp("isolation"))
    cache = tmp_path_factory.mktemp("cache")
    before = _graphs(root, cache)
    _change(root)
    return before, _graphs(root, cache)


def test_only_the_tenants_that_were_changed_change(
    sides: tuple[dict[str, Graph], dict[str, Graph]],
) -> None:
    before, after = sides
    differing = {key for key in before if before[key].hash != after[key].hash}
    assert differing == {SUSPENDED, CHANGED, "foundation"}
    assert set(after) - set(before) == {NEW}
    assert LINKED in before


def test_in_the_foundation_only_what_is_theirs_changes(
    sides: tuple[dict[str, Graph], dict[str, Graph]],
) -> None:
    """Accounts of others are untouched; what the hub shares among tenants isn't looked at."""
    before, after = (
        {
            one.name: one.as_data()
            for one in side["foundation"].resources
            if one.type == "aws:organizations/account:Account"
        }
        for side in sides
    )
    for resources in (before, after):
        for one in resources.values():
            one.pop("source", None)
    assert {name for name in before if before[name] != after[name]} == {SUSPENDED}
    assert set(after) - set(before) == {NEW}

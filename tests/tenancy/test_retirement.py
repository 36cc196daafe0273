"""Proves that a retirement that was killed goes on where it ended, wherever that was. No engine.

`tests/kyotsu/tenant/test_retirement.py` proves the rest on the engine.
"""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from kyotsu.tenant.retirement import retire
from tenancy.foundation_plan import plan_foundation

from .example import SHINSEI, Kyotsu, Project
from .test_command import cut_loose

KEY = "soumu-shinsei"
RECORD = "tenants/retired/soumu/shinsei.record.yaml"
BEGUN = "2026-10-01T10:00:00+09:00"
ENDED = "2026-10-01T10:05:00+09:00"
WHY = ("--why-ja", "終了。", "--why-en", "It ends.")


def _record(project: Project, *, ended: bool) -> None:
    stages: list[dict[str, Any]] = [
        {
            "stage": stage,
            "begun": BEGUN,
            "account": {
                "name": f"kyotsu-{stage}-{KEY}",
                "email": f"kyotsu-{stage}+{KEY}@example.go.jp",
                "tags": {"System": "shinsei"},
            },
            "destroyed": ["aws:ec2/vpc:Vpc vpc-1"],
            **({"ended": ENDED} if ended else {}),
        }
        for stage in ("local", "prod")
    ]
    name = {"ja": "申請受付", "en": "Reception"}
    record = {
        "system": "shinsei",
        "ministry": "soumu",
        "name": name,
        "why": {"ja": "終了。", "en": "It ends."},
        "stages": stages,
    }
    project.write(RECORD, yaml.safe_dump(record, allow_unicode=True))


@pytest.fixture
def leaving(project: Project, kyotsu: Kyotsu) -> Project:
    """The project, in which nothing keeps the tenant any more."""
    cut_loose(project)
    kyotsu("suspend", KEY, *WHY)
    return project


@pytest.fixture
def no_stack_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """A backend that has no stack of the tenant."""

    def nothing(*_: object) -> None:
        """Find neither."""

    monkeypatch.setattr(retire, "environment_for", nothing)
    monkeypatch.setattr(retire, "deployed", nothing)


def _is_closed(project: Project) -> None:
    record = yaml.safe_load((project.root / RECORD).read_text(encoding="utf-8"))
    assert record["ended"]
    assert not (project.root / SHINSEI).exists()
    assert (project.root / "tenants/retired/soumu/shinsei.yaml").exists()
    fleet = project.load()
    assert not any(tenant == KEY for _, tenant in fleet.addresses.blocks)
    assert fleet.keys_in(fleet.stages["prod"]) == ("mof-shunou",)


@pytest.mark.usefixtures("no_stack_left")
def test_killed_after_the_last_resource_was_gone(leaving: Project, kyotsu: Kyotsu) -> None:
    _record(leaving, ended=False)
    ended = kyotsu("retire", KEY, "--confirm", KEY)
    assert ended.status == 0, ended.err
    assert f"{KEY} is gone from stage prod: 1 resources were destroyed, 0 are kept" in ended.out
    _is_closed(leaving)


@pytest.mark.usefixtures("no_stack_left")
def test_killed_after_the_last_stage(leaving: Project, kyotsu: Kyotsu) -> None:
    _record(leaving, ended=True)
    assert kyotsu("retire", KEY, "--confirm", KEY).status == 0
    _is_closed(leaving)


def test_killed_after_the_declaration_was_moved(leaving: Project, kyotsu: Kyotsu) -> None:
    _record(leaving, ended=True)
    target = leaving.root / "tenants/retired/soumu/shinsei.yaml"
    (leaving.root / SHINSEI).rename(target)
    ended = kyotsu("check")
    assert f"run kyotsu tenant retire {KEY}" in ended.err
    assert kyotsu("retire", KEY).status == 0
    _is_closed(leaving)
    again = kyotsu("retire", KEY)
    assert again.status == 2
    assert f"{KEY} is retired since" in again.err


def test_what_was_begun_is_not_deployed_again_and_its_account_stays(leaving: Project) -> None:
    _record(leaving, ended=False)
    fleet = leaving.load()
    for stage in fleet.stages.values():
        assert fleet.keys_in(stage) == ("mof-shunou",)
        accounts = {one.key: one for one in plan_foundation(fleet, stage).accounts}
        assert accounts[KEY].suspended
        assert accounts[KEY].name == f"kyotsu-{stage.name}-{KEY}"


@pytest.mark.usefixtures("no_stack_left")
def test_what_was_never_deployed_is_no_retirement(leaving: Project, kyotsu: Kyotsu) -> None:
    before = leaving.snapshot()
    ended = kyotsu("retire", KEY, "--confirm", KEY)
    assert ended.status == 2
    assert f"{KEY} was never deployed to stage prod" in ended.err
    assert leaving.snapshot() == before

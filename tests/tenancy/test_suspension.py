"""Proves that a suspension is one key in a file, and what the plan makes of it. No engine."""

from __future__ import annotations

from kyotsu.tenant.suspension import without_suspension
from tenancy.foundation_plan import plan_foundation
from tenancy.plan import plan_tenant

from .example import SHINSEI, SHUNOU, Kyotsu, Project

KEY, OTHER = "soumu-shinsei", "mof-shunou"
WHY = (
    "--why-ja",
    "侵入の疑いがある。調査が終わるまで。",
    "--why-en",
    'An intrusion: "until known".',
)


def test_what_is_suspended_and_resumed_is_as_it_was(project: Project, kyotsu: Kyotsu) -> None:
    before = project.snapshot()
    ended = kyotsu("suspend", KEY, *WHY)
    assert ended.status == 0
    tenant = project.load().tenants[KEY]
    assert tenant.suspended is not None
    assert tenant.suspended.why.en == 'An intrusion: "until known".'
    changed = {path for path, raw in project.snapshot().items() if raw != before.get(path)}
    assert changed == {SHINSEI}
    assert kyotsu("resume", KEY).status == 0
    assert project.snapshot() == before


def test_comments_and_what_follows_stay() -> None:
    text = "a: 1\nsuspended:\n  since: 2026-01-01\n\n  why: {ja: あ, en: a}\n# of b\nb: 2\n"
    assert without_suspension(text) == "a: 1\n# of b\nb: 2\n"


def test_nothing_of_a_suspended_system_passes_and_its_account_moves(
    project: Project, kyotsu: Kyotsu
) -> None:
    kyotsu("suspend", KEY, *WHY)
    fleet = project.load()
    stage = fleet.stages["prod"]
    plan = plan_tenant(fleet, KEY, stage)
    assert (plan.suspended, plan.network.quarantined) == (True, True)
    suspended = {one.key: one.suspended for one in plan_foundation(fleet, stage).accounts}
    assert suspended == {KEY: True, OTHER: False}


def test_the_firewall_passes_nothing_to_a_suspended_system(
    project: Project, kyotsu: Kyotsu
) -> None:
    """Its callers' rules would: an attachment's own subnet has no ACL between it and the hub."""

    def passed() -> bool:
        fleet = project.load()
        groups = plan_foundation(fleet, fleet.stages["prod"]).hub.rule_groups
        return any(f"{KEY} > {OTHER}:" in group.rules for group in groups)

    assert passed()
    kyotsu("suspend", OTHER, *WHY)
    assert not passed()


def test_another_systems_plan_stays_as_it_was(project: Project, kyotsu: Kyotsu) -> None:
    fleet = project.load()
    before = plan_tenant(fleet, OTHER, fleet.stages["prod"])
    kyotsu("suspend", KEY, *WHY)
    fleet = project.load()
    assert plan_tenant(fleet, OTHER, fleet.stages["prod"]) == before


def test_it_is_not_suspended_twice(project: Project, kyotsu: Kyotsu) -> None:
    kyotsu("suspend", KEY, *WHY)
    before = project.snapshot()
    ended = kyotsu("suspend", KEY, *WHY)
    assert ended.status == 2
    assert f"run kyotsu tenant resume {KEY}" in ended.err
    assert project.snapshot() == before


def test_what_is_not_suspended_cannot_be_resumed(kyotsu: Kyotsu) -> None:
    ended = kyotsu("resume", OTHER)
    assert (ended.status, ended.err) == (
        2,
        "mof-shunou is not suspended; there is nothing to end\n",
    )


def test_no_reason_is_no_suspension(project: Project, kyotsu: Kyotsu) -> None:
    before = project.snapshot()
    ended = kyotsu("suspend", KEY, "--why-ja", "理由", "--why-en", " ")
    assert ended.status == 2
    assert "suspended.why.en" in ended.err
    assert project.snapshot() == before


def test_a_broken_declaration_elsewhere_is_told_first(project: Project, kyotsu: Kyotsu) -> None:
    project.replace(SHUNOU, "size: small", "size: tiny")
    before = project.snapshot()
    ended = kyotsu("suspend", KEY, *WHY)
    assert ended.status == 2
    assert "nothing was written" in ended.err
    assert project.snapshot() == before

"""Who loses what, before a guardrail changes."""

from __future__ import annotations

from kyotsu.proof.access.impact.losses import Impacts, impacts

from .conftest import ROOT, Stage, with_statement, world


def _told(before: Stage, after: Stage) -> Impacts:
    return impacts(world(before), world(after), ROOT)


def test_nothing_changes_for_anybody_where_no_guardrail_does(sample: Stage) -> None:
    told = _told(sample, sample)
    assert told.losses == ()
    assert told.roles > 0


def test_a_denied_action_is_lost_by_those_who_use_it_only(sample: Stage) -> None:
    stopped = with_statement(
        sample, "tenants-1", Sid="NoDatabases", Effect="Deny", Action="rds:CreateDBInstance"
    )
    told = _told(sample, stopped)
    tenants = {one.who.en: one for one in told.losses if one.who.en.startswith("any role that ")}
    # Of the sample tenants these declare Amazon RDS or Aurora.
    assert {one.split()[3] for one in tenants} == {"mhlw-kansen", "mof-shunou", "soumu-shinsei"}
    assert {one.lost for one in tenants.values()} == {("rds:CreateDBInstance",)}
    assert {one.statement for one in told.losses} == {"NoDatabases"}
    assert not any("deploy" in one.who.en for one in told.losses)
    # What roles with AWS's own policies use is known as of a day, and it is said of which.
    assert told.unknown == ()
    assert any("PowerUserAccess (v" in one and "moto" in one for one in told.as_of)
    people = {one.who.en for one in told.losses} - set(tenants)
    assert "people of mof-shunou as developer of mof-shunou" in people
    assert not any("operator" in one or "backup" in one for one in people)


def test_a_condition_narrows_what_it_does_not_take(sample: Stage) -> None:
    narrowed = with_statement(
        sample,
        "tenants-1",
        Sid="OnlyEncrypted",
        Effect="Deny",
        Action="rds:CreateDBInstance",
        Condition={"Bool": {"rds:StorageEncrypted": "false"}},
    )
    told = _told(sample, narrowed)
    assert {one.narrowed for one in told.losses} == {("rds:CreateDBInstance",)}
    assert {one.lost for one in told.losses} == {()}


def test_a_statement_that_denies_what_was_denied_already_takes_nothing(sample: Stage) -> None:
    again = with_statement(
        sample, "tenants-1", Sid="Again", Effect="Deny", Action="organizations:LeaveOrganization"
    )
    assert _told(sample, again).losses == ()

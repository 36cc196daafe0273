"""Proves that an agreement promises what is provisioned, no more, and that changes of it show."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from infra.clock import today
from kyotsu.errors import UserMistake
from kyotsu.responsibility.build import agreement
from kyotsu.responsibility.compare import differences
from kyotsu.responsibility.model import Agreement
from kyotsu.responsibility.provision import Provision
from kyotsu.responsibility.signed import as_json, hash_of, read_signed
from kyotsu.responsibility.write import as_html, as_markdown
from tenancy.defaults import resolve
from tenancy.load import load_fleet
from tenancy.plan import plan_tenant

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[3]
KEY = "mhlw-kansen"
BACKUP, WINDOW = "aws:backup/plan:Plan", "aws:ssm/maintenanceWindow:MaintenanceWindow"
POLICY, DETECTOR = "aws:organizations/policy:Policy", "aws:guardduty/detector:Detector"


@pytest.fixture(scope="module")
def bare() -> Provision:
    """A system for which nothing is provisioned yet."""
    fleet = load_fleet(ROOT, today=today())
    stage = fleet.stages["local"]
    tenant = fleet.tenants[KEY]
    environment = tenant.environment(stage.environment)
    assert environment is not None
    return Provision(
        tenant=tenant,
        ministry=fleet.ministries[tenant.ministry],
        resolved=resolve(tenant, stage.environment, environment),
        plan=plan_tenant(fleet, KEY, stage),
        stage=stage,
        own={},
        shared={},
    )


def test_the_items_of_the_standards_are_sections(bare: Provision) -> None:
    items = [section.item for section in agreement(bare).sections]
    assert items == [f"5.4.1(1)-1 {letter})" for letter in "abcde"]


def test_each_duty_says_what_both_sides_do_in_both_languages(bare: Provision) -> None:
    found = agreement(bare)
    for section in found.sections:
        for clause in section.clauses:
            assert (clause.ministry is not None) == section.divided
            for text in filter(None, (clause.subject, clause.platform, clause.ministry)):
                assert text.ja.strip()
                assert text.en.strip()
    ids = [clause.id for section in found.sections for clause in section.clauses]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("id_", "own", "shared", "promised", "otherwise"),
    [
        ("backup", {BACKUP: 1}, {}, "keeps each recovery point for 1096 days", "Makes no backups"),
        ("patches", {WINDOW: 1}, {}, "patches operating systems", "Doesn't patch"),
        ("account", {}, {POLICY: 3}, "deny other regions", "no organization policies"),
        ("detection", {}, {DETECTOR: 1}, "Watches for threats", "Doesn't watch"),
    ],
)
def test_only_what_is_there_is_promised(
    bare: Provision,
    id_: str,
    own: Mapping[str, int],
    shared: Mapping[str, int],
    promised: str,
    otherwise: str,
) -> None:
    without = agreement(bare).clauses()[id_].platform.en
    with_it = agreement(replace(bare, own=own, shared=shared)).clauses()[id_].platform.en
    assert otherwise in without
    assert promised not in without
    assert promised in with_it


def test_whom_to_call_and_when_is_named(bare: Provision) -> None:
    clauses = agreement(bare).clauses()
    assert "platform-desk@example.go.jp" in clauses["desk"].platform.ja
    assert "from 09:00 to 18:00" in clauses["desk"].platform.en
    assert "03-0000-3301" in clauses["security-officer"].platform.en
    assert clauses["operating-hours"].platform.ja == "常時"


def test_what_was_signed_is_read_back_as_it_was(bare: Provision, tmp_path: Path) -> None:
    signed = agreement(bare)
    path = tmp_path / "signed.json"
    path.write_text(as_json(signed), encoding="utf-8")
    assert read_signed(path, KEY, "local") == signed
    assert differences(signed, signed) == ()


def test_a_change_since_it_was_signed_is_told(bare: Provision) -> None:
    signed = agreement(bare)
    now = agreement(replace(bare, own={BACKUP: 1}))
    ((one),) = differences(signed, now)
    assert one.kind == "changed"
    assert one.before is not None
    assert one.after is not None
    assert (one.before.id, one.after.id) == ("backup", "backup")
    shorter = replace(signed, sections=signed.sections[:-1])
    assert {one.kind for one in differences(signed, shorter)} == {"removed"}
    assert {one.kind for one in differences(shorter, signed)} == {"added"}
    assert hash_of(signed) != hash_of(now)


def _altered(data: dict[str, Any]) -> object:
    data["sections"][0]["clauses"][0]["platform"]["en"] += "!"
    return data


def _of_another_form(data: dict[str, Any]) -> object:
    return {**data, "schema": 99}


def _a_list(data: dict[str, Any]) -> object:
    return [data]


def _only_a_hash(data: dict[str, Any]) -> object:
    return {"hash": data["hash"]}


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_altered, "was altered after it was written"),
        (_of_another_form, "is of form 99"),
        (_a_list, "is no agreement"),
        (_only_a_hash, "is no agreement"),
    ],
)
def test_a_signed_file_that_is_not_what_was_written_is_refused(
    bare: Provision, tmp_path: Path, spoil: Callable[[Any], object], message: str
) -> None:
    path = tmp_path / "signed.json"
    path.write_text(json.dumps(spoil(json.loads(as_json(agreement(bare))))), encoding="utf-8")
    with pytest.raises(UserMistake, match=message):
        read_signed(path, KEY, "local")


@pytest.mark.parametrize(
    ("tenant", "stage"), [("mof-shunou", "local"), (KEY, "prod")], ids=["system", "stage"]
)
def test_a_signed_file_of_another_is_refused(
    bare: Provision, tmp_path: Path, tenant: str, stage: str
) -> None:
    path = tmp_path / "signed.json"
    path.write_text(as_json(agreement(bare)), encoding="utf-8")
    with pytest.raises(UserMistake, match=f"is about {KEY} in local"):
        read_signed(path, tenant, stage)


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserMistake, match="can't be read"):
        read_signed(tmp_path / "none.json", KEY, "local")


def _named(found: Agreement, name: str) -> Agreement:
    text = found.system.model_copy(update={"ja": name, "en": name})
    return replace(found, system=text)


def test_markdown_has_a_row_a_duty_and_no_markup_of_its_subjects(bare: Provision) -> None:
    found = agreement(bare)
    lines = as_markdown(found, None, "en").splitlines()
    rows = [line for line in lines if line.startswith("| ")]
    assert len(rows) == len(found.sections[0].clauses) + 2
    assert all(row.count(" | ") == 2 for row in rows[2:])
    assert hash_of(found) in "\n".join(lines)


@pytest.mark.browser
def test_the_page_has_the_hash_and_places_to_sign(
    bare: Provision, browser: Browser, tmp_path: Path
) -> None:
    found = _named(agreement(bare), "<script>alert(1)</script>")
    since = differences(agreement(replace(bare, own={BACKUP: 1})), found)
    path = tmp_path / "agreement.html"
    path.write_text(as_html(found, since), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    japanese = page.locator("section#ja")
    assert hash_of(found) in japanese.inner_text()
    assert "署名された版からの変更" in japanese.inner_text()
    assert "<script>alert(1)</script>" in japanese.inner_text()
    page.get_by_text("English", exact=True).click()
    assert page.locator("section#en").get_by_text("For the ministry").is_visible()
    page.close()

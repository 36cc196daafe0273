"""Proves that each form can be read by what it is for, and is the same each time."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from trestle.oscal.assessment_results import AssessmentResults
from trestle.oscal.component import ComponentDefinition
from trestle.oscal.ssp import SystemSecurityPlan

from kyotsu.evidence.as_json import as_json
from kyotsu.evidence.model import Dossier
from kyotsu.evidence.oscal.common import token
from kyotsu.evidence.oscal.component_definition import component_definition
from kyotsu.evidence.oscal.write import InvalidOscal, documents, valid
from kyotsu.evidence.page import as_html
from kyotsu.evidence.pdf import as_pdf
from policies.frameworks import Frameworks
from tenancy.load import Fleet
from tests.kyotsu.evidence.conftest import BROKEN, KEPT, dossier_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MODELS: dict[str, Any] = {
    "component-definition.json": ComponentDefinition,
    "system-security-plan.json": SystemSecurityPlan,
    "assessment-results.json": AssessmentResults,
}


def test_the_same_state_and_commit_give_the_same_bytes(
    fleet: Fleet, frameworks: Frameworks, dossier: Dossier
) -> None:
    again = dossier_of(fleet, frameworks, BROKEN, KEPT)
    tenant = fleet.tenants["mhlw-kansen"]
    assert as_json(again) == as_json(dossier)
    assert as_html(again) == as_html(dossier)
    assert as_pdf(again) == as_pdf(dossier)
    assert documents(again, tenant, frameworks) == documents(dossier, tenant, frameworks)


def test_another_commit_gives_other_documents(
    fleet: Fleet, frameworks: Frameworks, dossier: Dossier
) -> None:
    other = replace(dossier, origin=replace(dossier.origin, commit="d" * 40))
    ours, theirs = (documents(one, None, frameworks) for one in (dossier, other))
    assert all(ours[name] != theirs[name] for name in ours)


def test_oscal_is_read_back_by_trestle(
    fleet: Fleet, frameworks: Frameworks, dossier: Dossier, tmp_path: Path
) -> None:
    found = documents(dossier, fleet.tenants["mhlw-kansen"], frameworks)
    assert set(found) == set(MODELS)
    for name, content in found.items():
        path = tmp_path / name
        path.write_bytes(content)
        assert MODELS[name].oscal_read(path) is not None


def test_oscal_says_of_a_broken_control_that_it_is_not_satisfied(
    frameworks: Frameworks, dossier: Dossier
) -> None:
    results = json.loads(documents(dossier, None, frameworks)["assessment-results.json"])
    (result,) = results["assessment-results"]["results"]
    (finding,) = [one for one in result["findings"] if one["title"] == "AWS FSBP EC2.3"]
    assert finding["target"]["status"]["state"] == "not-satisfied"
    seen = {one["uuid"]: one for one in result["observations"]}
    related = [seen[one["observation-uuid"]] for one in finding["related-observations"]]
    assert any(BROKEN.urn in json.dumps(one) for one in related)


def test_a_document_that_is_not_oscal_is_refused(frameworks: Frameworks, dossier: Dossier) -> None:
    part = component_definition(dossier, frameworks)
    part["components"][0]["control-implementations"][0]["source"] = None
    with pytest.raises(InvalidOscal, match="source"):
        valid("component-definition", part)


@pytest.mark.parametrize(
    ("framework", "control", "expected"),
    [
        ("統一基準 R7", "2.1.2(1)-1 a)", "r7-2.1.2_1_-1_a"),
        ("AWS FSBP", "S3.9", "fsbp-S3.9"),
        ("まだ無い 基準", "(ア)", "まだ無い-基準-ア"),
    ],
)
def test_ids_fit_into_oscals_alphabet(framework: str, control: str, expected: str) -> None:
    assert token(framework, control) == expected


def test_no_two_controls_share_a_token(dossier: Dossier) -> None:
    tokens = [token(one.framework, one.id) for one in dossier.controls]
    assert len(tokens) == len(set(tokens))


def test_a_pdf_is_one_and_holds_no_time_of_its_own(dossier: Dossier) -> None:
    content = as_pdf(dossier)
    assert content.startswith(b"%PDF-")
    assert b"2000" in content  # reportlab's invariant date, not today's


@pytest.mark.browser
def test_the_page_leads_from_a_control_to_the_resource(
    dossier: Dossier, browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "evidence.html"
    path.write_bytes(as_html(dossier))
    page = browser.new_page()
    page.goto(path.as_uri())
    japanese = page.locator("section#ja")
    row = japanese.get_by_role("row").filter(
        has=page.get_by_role("rowheader", name="EC2.3", exact=True)
    )
    assert "満たしていない" in row.inner_text()
    row.get_by_role("link").first.click()
    assert japanese.get_by_text("encrypted is not true").first.is_visible()
    page.close()

"""Proves what single pages say where the sample fleet's own site has nothing to say."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kyotsu.errors import UserMistake
from kyotsu.evidence.manifest import sha256, write_manifest
from kyotsu.evidence.model import Origin, Status
from kyotsu.fleet.record import RUNS, Plan, create
from kyotsu.review.picture.pictures import as_svg
from kyotsu.site import platform as picture
from kyotsu.site.contents import pages
from kyotsu.site.documents import read_documents
from kyotsu.site.model import Site
from kyotsu.site.platform import platform
from kyotsu.site.render import contents, rendered
from kyotsu.site.runs import last_of_each, read_runs, shown
from kyotsu.stacks.outcome import Outcome
from kyotsu.stacks.outcome import Status as Ended
from kyotsu.stacks.targets import Target
from tenancy.vocabulary import Text

HOSTILE = '<script>alert("1")</script>&"'
STACK = "prod.soumu-shinsei"


def page_of(site: Site, path: str, lang: str = "en") -> str:
    (page,) = [one for one in pages(site) if one.path == path]
    return rendered(site, page, lang)


def test_whatever_is_declared_is_escaped(site: Site) -> None:
    tenants = dict(site.fleet.tenants)
    named = {"name": Text(ja=HOSTILE, en=HOSTILE), "purpose": Text(ja=HOSTILE, en=HOSTILE)}
    tenants["soumu-shinsei"] = tenants["soumu-shinsei"].model_copy(update=named)
    systems = tuple(
        replace(one, tenant=tenants[one.tenant.key], problem=HOSTILE) for one in site.systems
    )
    hostile = replace(site, fleet=replace(site.fleet, tenants=tenants), systems=systems)
    seen = 0
    for name, content in contents(hostile):
        if name.endswith(".html"):
            text = content.decode()
            assert "<script" not in text, name
            seen += "&lt;script&gt;" in text
    assert seen > 20


def test_a_system_that_could_not_be_evaluated_is_shown_as_unknown(site: Site) -> None:
    gone = tuple(
        replace(one, look=None, cost=None, states={}, problem="ValueError: too large")
        if one.tenant.key == "soumu-shinsei"
        else one
        for one in site.systems
    )
    lacking = replace(site, systems=gone, problems={STACK: "ValueError: too large"})
    assert "ValueError: too large" in page_of(lacking, "systems/soumu-shinsei.html")
    assert "could not be evaluated" in page_of(lacking, "systems/index.html")
    assert STACK in page_of(lacking, "index.html")
    assert "評価できませんでした。" in page_of(lacking, "evidence/index.html", "ja")
    assert "systems/soumu-shinsei-agreement.html" not in {one.path for one in pages(lacking)}


def test_a_system_without_an_environment_is_in_the_catalogue(site: Site) -> None:
    elsewhere = tuple(
        replace(one, look=None, cost=None, plan=None, states={})
        if one.tenant.key == "meti-kenshu"
        else one
        for one in site.systems
    )
    changed = replace(site, systems=elsewhere)
    said = page_of(changed, "systems/index.html")
    assert "6 systems are declared, and 5 of them have an environment" in " ".join(said.split())
    assert "It has no environment in this stage." in said
    assert "It has no environment in this stage." in page_of(changed, "systems/meti-kenshu.html")


def test_a_stage_without_candidates_says_so(site: Site) -> None:
    assert "Nobody declared any candidates." in page_of(
        replace(site, ranking=None), "candidates.html"
    )
    assert site.ranking is not None
    unjudged = replace(
        site.ranking, results=(), unjudged=tuple(one.candidate for one in site.ranking.results)
    )
    said = page_of(replace(site, ranking=unjudged), "candidates.html")
    assert "There is no candidate that can be compared." in said
    assert "which it is to be like, isn't in this stage." in said


def outcome(stack: str, status: Ended) -> Outcome:
    return Outcome(target=Target(stage="prod", tenant=stack.partition(".")[2]), status=status)


def test_runs_on_record_are_told_the_newest_first(site: Site, tmp_path: Path) -> None:
    stacks = ("prod.meti-kenshu", STACK)
    first = create(tmp_path / RUNS, Plan(operation="up", stage="prod", stacks=stacks, commit="a1"))
    first.outcome(outcome(STACK, Ended.DONE), 1.0)
    first.outcome(outcome("prod.meti-kenshu", Ended.DONE), 1.0)
    first.ended()
    first.folder.rename(first.folder.with_name("20260101-000000-aaaa"))
    second = create(tmp_path / RUNS, Plan(operation="drift", stage="prod", stacks=stacks))
    second.outcome(outcome(STACK, Ended.FAILED), 1.0)
    second.ended()
    create(tmp_path / RUNS, Plan(operation="up", stage="dev", stacks=("dev.meti-kenshu",)))
    found = read_runs(tmp_path, "prod")
    runs, last = shown(found), last_of_each(found)
    assert [(one.operation, one.left) for one in runs] == [("drift", stacks), ("up", ())]
    assert last[STACK].status is Ended.FAILED
    assert last["prod.meti-kenshu"].status is Ended.DONE
    systems = tuple(replace(one, last=last.get(f"prod.{one.tenant.key}")) for one in site.systems)
    told = replace(site, runs=runs, systems=systems)
    said = page_of(told, "runs.html")
    assert said.index("Search for drift") < said.index("Update")
    assert "Ended with failures" in said
    assert "2 stacks aren't done." in page_of(told, "index.html")


def collection(folder: Path, stage: str = "prod", name: str = f"{STACK}/evidence.html") -> Path:
    made_from = Origin(
        stage=stage, basis="desired", commit="c" * 40,
        committed=datetime(2026, 11, 23, tzinfo=UTC), uncommitted=0, pack="a" * 64,
    )  # fmt: skip
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_bytes(b"<p>evidence</p>")
    write_manifest(folder, made_from, {name: sha256(b"<p>evidence</p>")}, None)
    return folder


def test_evidence_is_taken_in_unchanged_and_its_commit_is_told(site: Site, tmp_path: Path) -> None:
    found = read_documents(collection(tmp_path / "evidence"), "prod")
    with_it = replace(site, documents=found)
    files = dict(contents(with_it))
    assert files[f"documents/{STACK}/evidence.html"] == b"<p>evidence</p>"
    assert "documents/manifest.json" in files
    said = files["en/evidence/index.html"].decode()
    assert f'href="../../documents/{STACK}/evidence.html"' in said
    assert "This site is of another commit." in said
    assert "They aren't signed." in said.replace("&#39;", "'")
    linked = files["ja/systems/soumu-shinsei.html"].decode()
    assert f'href="../../documents/{STACK}/evidence.html"' in linked


def test_evidence_that_is_altered_or_of_another_stage_is_refused(tmp_path: Path) -> None:
    folder = collection(tmp_path / "evidence")
    with pytest.raises(UserMistake, match="is of stage prod, and the site of dev"):
        read_documents(folder, "dev")
    (folder / STACK / "evidence.html").write_bytes(b"altered")
    with pytest.raises(UserMistake, match=r"evidence\.html isn't as it was written"):
        read_documents(folder, "prod")


def test_no_file_from_outside_of_a_collection_gets_into_the_site(tmp_path: Path) -> None:
    folder = collection(tmp_path / "evidence")
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["files"]["../secret"] = sha256(b"secret")
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(UserMistake, match="lies outside of it"):
        read_documents(folder, "prod")


def test_controls_are_counted_by_the_worst_state_of_any_stack(site: Site) -> None:
    for framework in site.frameworks:
        assert sum(framework.count(status) for status in Status) == len(framework.controls)
        for control in framework.controls:
            stacks = [stack for several in control.stacks.values() for stack in several]
            assert sorted(stacks) == ["prod", *(f"prod.{one.tenant.key}" for one in site.systems)]
            order = list(Status)
            assert control.worst == min(control.stacks, key=order.index)
    met = sum(framework.count(Status.MET) for framework in site.frameworks)
    assert f'<span class="figure">{met}</span>' in page_of(site, "index.html")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_platform_is_drawn_with_each_system_and_each_link(site: Site, lang: str) -> None:
    assert lang in ("ja", "en")
    drawing = platform(site)
    svg = as_svg(drawing, "platform", "ja" if lang == "ja" else "en")
    ElementTree.fromstring(svg)  # noqa: S314 - our own
    for one in site.here:
        name = one.tenant.name.ja if lang == "ja" else one.tenant.name.en
        assert name in svg
        assert f'href="systems/{one.tenant.key}.html"' in svg
    links = [link for one in site.here for link in one.tenant.links if link.direction == "outbound"]
    assert svg.count(" → ") == len(links)
    assert "soumu-shinsei → mof-shunou (443)" in svg
    assert "mof-shunou → soumu-shinsei" not in svg
    for box in drawing.boxes:
        assert 0 <= box.x <= box.x + box.width <= drawing.width
        assert 0 <= box.y <= box.y + box.height <= drawing.height


def test_of_many_systems_a_box_a_ministry_is_drawn(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "MOST", 2)
    svg = as_svg(platform(site), "platform", "en")
    assert "Ministry of Internal Affairs and Communicati" in svg
    assert 'href="ministries/soumu.html"' in svg
    assert "systems/soumu-shinsei.html" not in svg

"""Proves what the built site holds: every page twice, nothing from outside, and no dead link."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag

import pytest

from kyotsu.pages.render import yen
from kyotsu.site.contents import SECTIONS
from kyotsu.site.model import Site
from tests.kyotsu.conftest import Project

LANGUAGES = ("ja", "en")


class _Reader(HTMLParser):
    """Gathers addresses, ids, elements and headings of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.elements: set[str] = set()
        self.language = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        for name, value in attrs:
            if name in ("href", "src", "action", "data", "xlink:href"):
                self.addresses.append((tag, value or ""))
            if name == "id":
                self.ids.append(value or "")
            if tag == "html" and name == "lang":
                self.language = value or ""


@cache
def read(path: Path) -> _Reader:
    reader = _Reader()
    reader.feed(path.read_text("utf-8"))
    return reader


def paths(built: Path, lang: str) -> set[str]:
    folder = built / lang
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}


def targets(path: Path) -> Iterator[tuple[Path, str]]:
    for _, address in read(path).addresses:
        if address.startswith("mailto:"):
            continue
        assert "//" not in address, f"{path} leads out of the site: {address}"
        place, anchor = urldefrag(address)
        yield ((path.parent / place).resolve() if place else path), anchor


def test_every_page_is_there_in_both_languages_and_leads_to_the_other(
    built: Path, site: Site
) -> None:
    assert paths(built, "ja") == paths(built, "en")
    keys = {one.tenant.key for one in site.systems}
    wanted = {path for path, _ in SECTIONS} | {f"systems/{key}.html" for key in keys}
    wanted |= {f"ministries/{key}.html" for key in site.ministries}
    assert wanted <= paths(built, "ja")
    for lang, other in (LANGUAGES, LANGUAGES[::-1]):
        for name in paths(built, lang):
            page = read(built / lang / name)
            assert page.language == lang
            places = {place for place, _ in targets(built / lang / name)}
            assert (built / other / name).resolve() in places, name


def test_no_link_is_dead_and_nothing_comes_from_outside(built: Path) -> None:
    ids: dict[Path, list[str]] = {}
    for path in built.rglob("*.html"):
        assert not read(path).elements & {"script", "iframe", "img", "object"}, path
        for place, anchor in targets(path):
            assert place.is_file(), f"{path.relative_to(built)} leads to {place}"
            if anchor:
                there = ids.setdefault(place, read(place).ids)
                assert anchor in there, f"{path.relative_to(built)} leads to {place}#{anchor}"
    assert "@import" not in (built / "style.css").read_text("utf-8")
    assert "url(" not in (built / "style.css").read_text("utf-8")


def test_no_page_has_an_id_twice(built: Path) -> None:
    for path in built.rglob("*.html"):
        ids = read(path).ids
        assert len(ids) == len(set(ids)), path


def test_the_site_shows_the_sums_of_the_cost_command(
    built: Path, site: Site, source: Project
) -> None:
    found = json.loads(source.must("cost", "--stage", "prod", "--format", "json"))
    assert found["total_usd"] == {
        "low": format(site.cost.total.low, "f"),
        "high": format(site.cost.total.high, "f"),
    }
    page = (built / "en" / "cost.html").read_text("utf-8")
    assert yen(site.cost.rate.in_yen(site.cost.total)) in page
    for one in site.cost.tenants:
        shown = (built / "ja" / "systems" / f"{one.key}.html").read_text("utf-8")
        assert yen(site.cost.rate.in_yen(one.total)) in shown


def test_what_is_not_known_is_said(built: Path) -> None:
    runs = (built / "en" / "runs.html").read_text("utf-8")
    assert "No run of this stage is on record." in runs
    assert "Nothing on record" in runs
    evidence = (built / "ja" / "evidence" / "index.html").read_text("utf-8")
    assert "証跡文書（資源ごとの判定、OSCAL、署名）は、このサイトには含まれていません。" in evidence
    shinsei = (built / "en" / "systems" / "soumu-shinsei.html").read_text("utf-8")
    assert "These are not counted, because their volume or price isn&#39;t known:" in shinsei
    assert "have no date or are older than their limit" in shinsei


def test_the_same_inputs_give_the_same_bytes_and_an_earlier_site_is_replaced(
    built: Path, source: Project, tmp_path: Path
) -> None:
    again = tmp_path / "again"
    source.must("site", "build", "--out", str(again))
    one, two = ((folder / "site.json").read_bytes() for folder in (built, again))
    assert one == two
    (again / "ja" / "index.html").write_text("changed", encoding="utf-8")
    said = source.must("site", "build", "--out", str(again))
    assert "6 systems of stage prod" in said
    whole = (again / "ja" / "index.html").read_bytes()
    assert whole == (built / "ja" / "index.html").read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["again"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--out", "site", "--stage", "produ"), "there is no stage produ; did you mean 'prod'?"),
        (("--out", "none/site"), "there is no folder"),
        (("--out", "tenants"), "holds files and was not made by kyotsu site build"),
        (("--out", "Pulumi.yaml"), "is a file; name a folder that is new or empty"),
        (("--out", "site", "--evidence", "tenants"), "manifest.json can't be read"),
        ((), "Missing option '--out'"),
    ],
)
def test_a_mistake_is_answered_with_a_sentence_and_nothing_is_written(
    source: Project, arguments: tuple[str, ...], sentence: str
) -> None:
    done = source.run("site", "build", *arguments)
    assert done.returncode == 2, done.stdout
    assert sentence in " ".join(done.stdout.replace("│", " ").split())
    assert "Traceback" not in done.stdout
    assert not (source.root / "site").exists()
    assert (source.root / "tenants" / "ministries.yaml").is_file()


def test_a_declaration_that_is_wrong_leaves_the_earlier_site_as_it_is(
    project: Project, built: Path
) -> None:
    before = (built / "site.json").read_bytes()
    wrong = project.root / "tenants" / "meti" / "kenshu.yaml"
    wrong.write_text(wrong.read_text("utf-8").replace("system:", "sytem:", 1), encoding="utf-8")
    done = project.run("site", "build", "--out", str(built))
    assert done.returncode == 2, done.stdout
    assert "tenants/meti/kenshu.yaml" in done.stdout
    assert (built / "site.json").read_bytes() == before

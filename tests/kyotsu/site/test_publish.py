"""Proves that a site appears whole or not at all, and that no folder of others is touched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kyotsu.errors import UserMistake, WorldFault
from kyotsu.site import publish as publishing
from kyotsu.site.publish import MANIFEST, publish

FIRST = [("index.html", b"one"), ("ja/index.html", b"two")]
SECOND = [("index.html", b"three")]


def test_a_site_is_replaced_as_a_whole(tmp_path: Path) -> None:
    out = tmp_path / "site"
    assert publish(out, {"stage": "prod"}, FIRST) == 2
    publish(out, {"stage": "prod"}, SECOND)
    assert sorted(path.name for path in out.iterdir()) == ["index.html", MANIFEST]
    assert (out / "index.html").read_bytes() == b"three"
    assert json.loads((out / MANIFEST).read_text())["stage"] == "prod"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    out = tmp_path / "site"
    out.mkdir()
    publish(out, {}, FIRST)
    assert (out / "ja" / "index.html").is_file()


@pytest.mark.parametrize(
    "manifest", [None, "{}", '{"files": {"a": ""}, "made_by": "somebody"}', "["]
)
def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path, manifest: str | None) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (out / "a").write_text("precious")
    if manifest is not None:
        (out / MANIFEST).write_text(manifest)
    with pytest.raises(UserMistake, match="was not made by kyotsu site build"):
        publish(out, {}, FIRST)
    assert (out / "a").read_text() == "precious"


@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_somebody_put_into_a_site_is_not_deleted(tmp_path: Path, kind: str) -> None:
    out = tmp_path / "site"
    publish(out, {}, FIRST)
    if kind == "file":
        (out / "ja" / "mine.txt").write_text("precious")
    else:
        (out / "ja" / "mine.txt").symlink_to(tmp_path)
    with pytest.raises(UserMistake, match=r"such as ja/mine\.txt; move them away"):
        publish(out, {}, SECOND)
    assert (out / "ja" / "mine.txt").exists()


def test_a_build_that_breaks_off_leaves_the_old_site_and_no_traces(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(out, {}, FIRST)

    def broken() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(out, {}, broken())
    assert (out / "index.html").read_bytes() == b"one"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publishing, "_write", full)
    with pytest.raises(WorldFault, match="can't be written: No space left on device"):
        publish(tmp_path / "site", {}, FIRST)
    assert list(tmp_path.iterdir()) == []


def test_the_old_site_is_back_where_the_new_one_cannot_be_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    publish(out, {}, FIRST)
    rename = Path.rename

    def refused(self: Path, target: Path) -> Path:
        if self.name.startswith(".site.new-"):
            raise OSError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(WorldFault, match="Permission denied"):
        publish(out, {}, SECOND)
    assert (out / "index.html").read_bytes() == b"one"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_that_cannot_be_written_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_: object) -> bool:
        return False

    monkeypatch.setattr(publishing.os, "access", denied)
    with pytest.raises(UserMistake, match="can't be written to; choose another folder"):
        publish(tmp_path / "site", {}, FIRST)

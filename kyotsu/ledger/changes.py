"""What changed in a ledger since a day or a revision, and by which commits."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from kyotsu.diff.revision import Revision, find
from kyotsu.errors import UserMistake
from kyotsu.git import git, uncommitted
from kyotsu.ledger.build import rows, subjects
from kyotsu.ledger.model import CellChange, Changes, Commit, Row
from tenancy.load import load_valid

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_SEPARATOR: Final = "\x1f"


def changes_since(root: Path, since: str, stage: str, now: Mapping[str, Row]) -> Changes:
    """Compare the rows with those of a day (its end, in Japan's time) or of a revision.

    Raises:
        UserMistake: no commit is that old, or Git doesn't know the revision.
    """
    revision = _revision(root, since)
    day = git(root, "show", "--no-patch", "--format=%cs", revision.commit).strip()
    with revision.exported() as folder:
        fleet, findings = load_valid(folder, today=date.fromisoformat(day))
        settings = fleet.stages.get(stage)
        if settings is None:
            raise UserMistake(f"there was no stage {stage} at {revision.short}; choose a later one")
        before = {row.tenant: row for row in rows(subjects(fleet, settings))}
    # What could not be read then is told as such, and not as new.
    unreadable = tuple(str(finding) for finding in findings)
    damaged = {finding.path for finding in findings}
    return Changes(
        since=revision.commit,
        day=date.fromisoformat(day),
        cells=tuple(_cells(before, now, damaged)),
        commits=tuple(_commits(root, revision, now)),
        uncommitted=tuple(_dirty(root, now)),
        unreadable=unreadable,
    )


def _revision(root: Path, since: str) -> Revision:
    if not _DAY.fullmatch(since):
        return find(root, since)
    try:
        date.fromisoformat(since)
    except ValueError:
        raise UserMistake(f"{since} is no day; write one such as 2026-04-01") from None
    find(root, "HEAD")  # says so where there is no repository
    commit = git(root, "rev-list", "-1", f"--before={since}T23:59:59+09:00", "HEAD").strip()
    if not commit:
        raise UserMistake(
            f"no commit is as old as {since}; choose a later day (a shallow clone has the last "
            "commits only: `git fetch --unshallow`)"
        )
    return Revision(root, commit)


def _cells(
    before: Mapping[str, Row], now: Mapping[str, Row], damaged: set[str]
) -> Iterator[CellChange]:
    for tenant in sorted({*before, *now}):
        old, new = before.get(tenant), now.get(tenant)
        if old is None and new is not None and new.file in damaged:
            continue
        names = (new or old or Row(tenant=tenant, file="", cells={})).cells
        for column in names:
            was = None if old is None else old.cells.get(column)
            is_ = None if new is None else new.cells.get(column)
            if was != is_:
                yield CellChange(tenant=tenant, column=column, before=was, after=is_)


def _commits(root: Path, revision: Revision, now: Mapping[str, Row]) -> Iterator[Commit]:
    of_file = {row.file: row.tenant for row in now.values()}
    listing = git(
        root,
        "log",
        "--relative",
        "--name-only",
        f"--format={_SEPARATOR}%H{_SEPARATOR}%cs{_SEPARATOR}%s",
        f"{revision.commit}..HEAD",
        "--",
        "tenants",
    )
    found: list[Commit] = []
    about: tuple[str, str, str] | None = None
    for line in listing.splitlines():
        if line.startswith(_SEPARATOR):
            _, id_, day, subject = line.split(_SEPARATOR, 3)
            about = (id_, day, subject)
        elif about is not None and line in of_file:
            found.append(
                Commit(
                    tenant=of_file[line],
                    id=about[0],
                    day=date.fromisoformat(about[1]),
                    subject=about[2],
                )
            )
    yield from sorted(found, key=lambda one: one.tenant)  # stable: newest first within a tenant


def _dirty(root: Path, now: Mapping[str, Row]) -> Iterator[str]:
    differing = set(uncommitted(root, ("tenants",)))
    return (row.tenant for row in now.values() if row.file in differing)

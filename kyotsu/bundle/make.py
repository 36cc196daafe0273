"""Previews stacks and binds what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kyotsu.bundle import files
from kyotsu.bundle.capture import PLAN, Capture
from kyotsu.bundle.model import Manifest
from kyotsu.bundle.signing import Signer
from kyotsu.bundle.tools import pack, tools
from kyotsu.errors import UserMistake
from kyotsu.git import commit_of, tree_of, uncommitted
from kyotsu.stacks.outcome import Outcome, Status
from kyotsu.stacks.run import Run
from kyotsu.stacks.work import Job


@dataclass(frozen=True, kw_only=True)
class Commit:
    """What is checked out, committed and nothing else."""

    commit: str
    tree: str


def clean_commit(root: Path) -> Commit:
    """Return what is checked out.

    Raises:
        UserMistake: something isn't committed, or it is no Git repository.
        WorldFault: Git can't be asked.
    """
    commit = commit_of(root, "HEAD")
    if dirty := uncommitted(root):
        count = len(dirty)
        raise UserMistake(
            f"{count} files aren't as they were committed, {dirty[0]} among them; "
            "only what is committed can be approved"
        )
    return Commit(commit=commit, tree=tree_of(root, commit))


def make(
    job: Job,
    at: Commit,
    capture: Capture,
    run: Run,
    outcomes: Sequence[Outcome],
    *,
    signer: Signer,
    hours: float,
    out: Path,
) -> Manifest:
    """Write the bundle of previews that were just made, and return what it says.

    Raises:
        UserMistake: a preview failed or was refused, so there is nothing to approve.
        WorldFault: the bundle can't be written or signed.
    """
    bad = [one.target.stack for one in outcomes if one.status not in _WELL]
    if bad:
        raise UserMistake(f"no bundle was made: the preview of {', '.join(bad)} did not end well")
    now = datetime.now(tz=UTC).replace(microsecond=0)
    ordered = sorted(outcomes, key=lambda one: (one.target.tenant is not None, one.target.stack))
    manifest = Manifest(
        format=1,
        stage=job.settings.name,
        commit=at.commit,
        tree=at.tree,
        pack=pack(job.root),
        tools=tools(job.environment),
        made_at=now,
        expires_at=now + timedelta(hours=hours),
        stacks=tuple(capture.bound(run, one) for one in ordered),
    )
    plans = {one.stack: (run.scratch / one.stack / PLAN).read_bytes() for one in manifest.stacks}
    files.write(out, manifest, signer.sign(manifest.canonical()), plans)
    return manifest


_WELL = (Status.CHANGES, Status.UNCHANGED)

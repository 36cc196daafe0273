"""Deploys a bundle: verifies all of it, then updates its stacks, the foundation first."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from kyotsu.bundle import files
from kyotsu.bundle.capture import Capture
from kyotsu.bundle.files import Bundle
from kyotsu.bundle.preview import watched
from kyotsu.bundle.tools import pack, tools
from kyotsu.bundle.trust import trusted
from kyotsu.bundle.update import BoundUpdate
from kyotsu.bundle.verify import Asked, Here, differences, objections
from kyotsu.errors import UserMistake
from kyotsu.git import commit_of, tree_of, uncommitted
from kyotsu.project import find_root
from kyotsu.stacks.outcome import Outcome
from kyotsu.stacks.targets import select
from kyotsu.stacks.work import Job, check, ready
from kyotsu.states.room import Room


def prepare(root: Path | None, stage: str, file: Path) -> tuple[Job, Bundle, Capture]:
    """Read a bundle, hold it against what is here, and return what is needed to deploy it.

    Raises:
        UserMistake: the bundle isn't one, or something differs; each difference has a line.
        WorldFault: there is no engine, or the state can't be read.
    """
    folder = find_root(root)
    bundle = files.load(file)
    settings, fleet = check(folder, stage)
    asked = Asked(stage=stage, signers=trusted(folder, stage), now=datetime.now(tz=UTC))
    refuse(file, objections(bundle, asked))
    targets = [one.target for one in bundle.manifest.stacks]
    job = ready(
        folder,
        settings,
        select(
            fleet,
            settings,
            tenants=[one.tenant for one in targets if one.tenant is not None],
            everything=False,
            foundation=any(one.tenant is None for one in targets),
        ),
    )
    capture = Capture(room=Room.open(folder, stage))
    commit = commit_of(folder, "HEAD")
    here = Here(
        commit=commit,
        tree=tree_of(folder, commit),
        uncommitted=len(uncommitted(folder)),
        pack=pack(folder),
        tools=tools(job.environment),
        states={target.stack: capture.state(target) for target in targets},
    )
    refuse(file, differences(bundle, here))
    return job, bundle, capture


def refuse(file: Path, reasons: tuple[str, ...]) -> None:
    """End the command where there are reasons.

    Raises:
        UserMistake: there is at least one.
    """
    if reasons:
        lines = "\n".join(f"  - {reason}" for reason in reasons)
        raise UserMistake(f"nothing was deployed; the bundle {file} can't be used:\n{lines}")


def carry_out(
    job: Job, bundle: Bundle, capture: Capture, *, parallel: int, compared: bool = False
) -> list[Outcome]:
    """Update the stacks as the bundle says, and return what came of it.

    `compared`: previews of them were just made, and are what was bound.

    Raises:
        KeyboardInterrupt: it was interrupted; the engines have ended.
    """
    operation = BoundUpdate(
        manifest=bundle.manifest, plans=bundle.plans, capture=capture, compared=compared
    )
    with TemporaryDirectory(prefix="kyotsu-") as scratch:
        title = f"Bundle {bundle.manifest.name}: update"
        return watched(job, operation, Path(scratch), parallel, title)[1]

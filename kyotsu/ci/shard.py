"""What one job's previews leave for the jobs after it: reviews without secrets, and a bundle."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from kyotsu.errors import UserMistake
from kyotsu.review.model import Review, StackReview

REVIEW: Final = "review.json"
BUNDLE: Final = "bundle.zip"


@dataclass(frozen=True, kw_only=True)
class Shard:
    """One job's previews."""

    name: str
    stage: str
    commit: str
    review: Review
    bundle: str
    """The bundle's name; empty where a preview didn't end well, so that there is none."""
    waiting: tuple[str, ...] = ()
    """Tenants that the foundation has no account for yet; they are previewed when it has."""

    def write(self, folder: Path) -> None:
        """Write it into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / REVIEW).write_bytes(_FORM.dump_json(self))


_FORM: Final = TypeAdapter(Shard)


def shards(folder: Path, stage: str) -> list[Shard]:
    """Return the shards of a stage that lie below a folder, the foundation's first.

    Raises:
        UserMistake: there is none, one can't be read, or they are of several commits.
    """
    found: list[Shard] = []
    for path in sorted(folder.rglob(REVIEW)):
        try:
            found.append(_FORM.validate_json(path.read_bytes()))
        except (ValidationError, ValueError):
            raise UserMistake(
                f"{path} isn't what `kyotsu ci preview` of this version writes"
            ) from None
    ours = [one for one in found if one.stage == stage]
    if not ours:
        raise UserMistake(f"there is no preview of stage {stage} below {folder}")
    commits = {one.commit for one in ours}
    if len(commits) > 1:
        raise UserMistake(f"the previews below {folder} are of {len(commits)} commits, not of one")
    return sorted(ours, key=lambda one: (one.name != "foundation", one.name))


def joined(parts: list[Shard]) -> Review:
    """Return one review of all their stacks."""
    stacks: tuple[StackReview, ...] = tuple(stack for part in parts for stack in part.review.stacks)
    ordered = sorted(stacks, key=lambda one: (one.subject.tenant is not None, one.subject.stack))
    notes = tuple(dict.fromkeys(note for part in parts for note in part.review.notes))
    return Review(stacks=tuple(ordered), commit=parts[0].commit, notes=notes)

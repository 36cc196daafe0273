"""What one job's previews leave for the jobs after it: reviews without secrets, and a bundle."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from kyotsu.errors import UserMistake
from kyotsu.output import write_files
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
    complete: bool
    """Whether all previews ended well."""
    waiting: tuple[str, ...] = ()
    """Tenants that the foundation has no account for yet; they are previewed when it has."""

    def write(self, folder: Path) -> None:
        """Write it into a folder."""
        write_files(folder, {REVIEW: _FORM.dump_json(self)})


_FORM: Final = TypeAdapter(Shard)


def stages(folder: Path) -> tuple[str, ...]:
    """Return the stages of which there are previews below a folder.

    Raises:
        UserMistake: there is none, or one can't be read.
    """
    found = {one.stage for one in _all(folder)}
    if not found:
        raise UserMistake(f"there is no preview below {folder}")
    return tuple(sorted(found))


def shards(folder: Path, stage: str) -> list[Shard]:
    """Return the shards of a stage that lie below a folder, the foundation's first.

    Raises:
        UserMistake: there is none, one can't be read, or they are of several commits.
    """
    ours = [one for one in _all(folder) if one.stage == stage]
    if not ours:
        raise UserMistake(f"there is no preview of stage {stage} below {folder}")
    commits = {one.commit for one in ours}
    if len(commits) > 1:
        raise UserMistake(f"the previews below {folder} are of {len(commits)} commits, not of one")
    return sorted(ours, key=lambda one: (one.name != "foundation", one.name))


def _all(folder: Path) -> Iterator[Shard]:
    for path in sorted(folder.rglob(REVIEW)):
        try:
            yield _FORM.validate_json(path.read_bytes())
        except ValueError:
            raise UserMistake(
                f"{path} isn't what `kyotsu ci preview` of this version writes"
            ) from None


def joined(parts: list[Shard]) -> Review:
    """Return one review of all their stacks."""
    stacks: tuple[StackReview, ...] = tuple(stack for part in parts for stack in part.review.stacks)
    ordered = sorted(stacks, key=lambda one: (one.subject.tenant is not None, one.subject.stack))
    notes = tuple(dict.fromkeys(note for part in parts for note in part.review.notes))
    return Review(stacks=tuple(ordered), commit=parts[0].commit, notes=notes)

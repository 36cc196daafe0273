"""The full documents of evidence: a collection that `kyotsu evidence` wrote, taken into the site.

It is taken whole and unchanged, so that `kyotsu evidence --verify` still knows it there.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kyotsu.errors import UserMistake
from kyotsu.evidence.manifest import MANIFEST, SIGNATURE, altered

FOLDER: Final = "documents"
"""Where they are in the site."""
_READ: Final = ("evidence.html", "evidence.pdf", "evidence.json")


@dataclass(frozen=True, kw_only=True)
class Documents:
    """A collection of evidence."""

    folder: Path
    commit: str
    basis: str
    signed: bool
    files: tuple[str, ...]
    """Paths in the folder, sorted."""

    def of(self, stack: str) -> Mapping[str, str]:
        """Return the paths in the site of a stack's documents, by their forms."""
        there = set(self.files)
        return {
            name.partition(".")[2].upper(): f"{FOLDER}/{stack}/{name}"
            for name in _READ
            if f"{stack}/{name}" in there
        }

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Yield each file of the collection with its path in the site."""
        names = [*self.files, MANIFEST, *([SIGNATURE] if self.signed else [])]
        for name in names:
            yield f"{FOLDER}/{name}", (self.folder / name).read_bytes()


def read_documents(folder: Path, stage: str) -> Documents:
    """Return a collection of evidence, held against its manifest.

    Raises:
        UserMistake: it is none, isn't as it was written, or is of another stage.
    """
    problems = altered(folder)
    inside = folder.resolve()
    manifest: Any = json.loads((folder / MANIFEST).read_bytes())
    problems += [
        f"{name} lies outside of it"
        for name in manifest["files"]
        if not (folder / name).resolve().is_relative_to(inside)
    ]
    if problems:
        raise UserMistake(
            f"the evidence in {folder} isn't as it was written: {'; '.join(problems[:3])};"
            " collect it again with kyotsu evidence"
        )
    if manifest["stage"] != stage:
        raise UserMistake(
            f"the evidence in {folder} is of stage {manifest['stage']}, and the site of {stage};"
            f" collect that of {stage}"
        )
    files = tuple(sorted(manifest["files"]))
    return Documents(
        folder=folder,
        commit=str(manifest["commit"]),
        basis=str(manifest["basis"]),
        signed=(folder / SIGNATURE).is_file(),
        files=files,
    )

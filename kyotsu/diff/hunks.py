"""The lines of code that differ from a revision, and whether a changed value shows in them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kyotsu.diff.changes import Change
from kyotsu.diff.revision import PROGRAM
from kyotsu.git import changed_since, git

_HUNK: Final = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@")
_WORD: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True)
class Hunk:
    """Lines of one file that were put in the place of others."""

    path: str
    line: int
    """The first, in the working tree."""
    before: str
    after: str

    @property
    def place(self) -> str:
        """The file and the line."""
        return f"{self.path}:{self.line}"


def hunks(root: Path, commit: str) -> tuple[Hunk, ...]:
    """Return what differs in the program's code between a commit and the working tree."""
    told = git(root, "diff", "--unified=0", "--no-color", "--relative", commit, "--", *PROGRAM)
    found = list(_read(told.splitlines()))
    known = {hunk.path for hunk in found}
    new = (path for path in changed_since(root, commit, PROGRAM) if path not in known)
    return (*found, *(Hunk(path, 1, "", _text(root / path)) for path in new))


def shows(hunk: Hunk, change: Change) -> bool:
    """Return whether the old and the new value, or the property's name, are in a hunk."""
    pairs = ((change.before, hunk.before), (change.after, hunk.after))
    values = [
        (str(value), text)
        for value, text in pairs
        if isinstance(value, (str, int, float)) and not isinstance(value, bool) and value != ""
    ]
    if values and all(_has(text, value) for value, text in values):
        return True
    leaf = re.sub(r"\[\d+\]$", "", change.path).rpartition(".")[2]
    return len(leaf) > 2 and any(
        _has(text, name)
        for text in (hunk.before, hunk.after)
        for name in (leaf, _WORD.sub("_", leaf).lower())
    )


def _has(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def _read(lines: Sequence[str]) -> Iterator[Hunk]:
    path, line = "", 0
    before: list[str] = []
    after: list[str] = []
    for text in (*lines, "@@ end"):
        if text.startswith(("@@", "diff ")):
            if before or after:
                yield Hunk(path, line, "\n".join(before), "\n".join(after))
            before, after = [], []
            found = _HUNK.match(text)
            line = int(found[1]) if found else line
        elif text.startswith("+++ "):
            path = path if text == "+++ /dev/null" else text.removeprefix("+++ b/")
        elif text.startswith("--- "):
            path = text.removeprefix("--- a/")
        elif text.startswith("-"):
            before.append(text[1:])
        elif text.startswith("+"):
            after.append(text[1:])


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""

"""Findings: what is wrong with a declaration, where, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Finding:
    """One mistake in one declaration, for the person who will correct it."""

    path: str
    """The file, relative to the project's root, with forward slashes."""
    line: int
    """Counted from 1."""
    field: str
    """The place in the file, such as `environments.prod.egress[0].to`; `file` for the whole."""
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.field}: {self.problem}; {self.remedy}"


class InvalidDeclarations(Exception):  # noqa: N818 - it states what is the case, as callers read it
    """The declarations are not valid; `findings` holds every reason, sorted."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(sorted(set(findings)))
        super().__init__("\n".join(map(str, self.findings)))


def nearest(word: str, right: Iterable[str]) -> str:
    """Return the remedy for an unknown word: the nearest right one, or all of them."""
    known = sorted(right)
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]!r}?"
    if not known:
        return "remove it"
    shown = ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")
    return f"write one of: {shown}"

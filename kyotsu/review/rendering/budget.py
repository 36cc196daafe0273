"""Fits a document into a number of bytes by leaving whole pieces out, in a fixed order.

Pieces are never cut, so that no markup is left open. Sections come in the order of reading; what is
kept first is decided by their rank. Where some of a section's pieces don't fit, it says how many.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a document. It is shown only if it has pieces."""

    rank: int
    """The lowest is kept first."""
    heading: str
    pieces: tuple[str, ...]
    ending: str = ""
    more: Callable[[int], str]
    """Says that so many pieces are left out."""


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """A document within its budget."""

    text: str
    left_out: int
    """Pieces."""


def fit(heads: Sequence[str], sections: Sequence[Section], note: str, budget: int | None) -> Fitted:
    """Return as much as fits.

    `heads` are ways to begin, the fullest first; `note` says that something is left out.
    Without a budget, everything fits.
    """
    everything = _joined(heads[0], [(section, len(section.pieces)) for section in sections], "")
    if budget is None or _size(everything) <= budget:
        return Fitted(text=everything, left_out=0)
    total = sum(len(section.pieces) for section in sections)
    for head in heads:
        for ending in (note, ""):
            if _size(_joined(head, [], ending)) <= budget:
                kept = _kept(head, sections, ending, budget)
                shown = sum(count for _, count in kept)
                return Fitted(text=_joined(head, kept, ending), left_out=total - shown)
    return Fitted(text="", left_out=total)


def _kept(
    head: str, sections: Sequence[Section], note: str, budget: int
) -> list[tuple[Section, int]]:
    """Return how many pieces of each section fit, those of the lowest rank first."""
    counts = [-1] * len(sections)  # -1: not even its heading
    used = _size(_joined(head, [], note))
    order = sorted(range(len(sections)), key=lambda at: sections[at].rank)
    # First each section says that it is there, then they are filled.
    for at in order:
        cost = _cost(sections[at], 0)
        if used + cost <= budget:
            counts[at] = 0
            used += cost
    for at in order:
        if counts[at] < 0:
            continue
        section = sections[at]
        base = used - _cost(section, 0)
        sizes = [_size(piece) + 1 for piece in section.pieces]
        total, count = 0, 0
        whole = base + _cost(section, len(section.pieces))
        if whole <= budget:
            counts[at], used = len(section.pieces), whole
            continue
        empty = _cost(section, 0)
        for size in sizes:
            if base + empty + total + size > budget:
                break
            total += size
            count += 1
        counts[at], used = count, base + empty + total
    return [(section, count) for section, count in zip(sections, counts, strict=True) if count >= 0]


def _cost(section: Section, count: int) -> int:
    return _size("\n".join(_lines(section, count, reserve=True))) + 1


def _lines(section: Section, count: int, *, reserve: bool = False) -> list[str]:
    left = len(section.pieces) - count
    lines = [section.heading, *section.pieces[:count]]
    if left:
        # How many digits the number has isn't known before it is: the longest is reserved.
        lines.append(section.more(len(section.pieces) if reserve else left))
    if section.ending:
        lines.append(section.ending)
    return lines


def _joined(head: str, sections: Sequence[tuple[Section, int]], note: str) -> str:
    lines = [head]
    for section, count in sections:
        if section.pieces:
            lines.extend(_lines(section, count))
    if note:
        lines.append(note)
    return "\n".join(lines) + "\n"


def _size(text: str) -> int:
    return len(text.encode("utf-8"))

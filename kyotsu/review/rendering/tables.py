"""The changes one by one, as tables of Markdown: one a group of stacks that change alike."""

from collections.abc import Sequence
from typing import Final

from kyotsu.desired.show import short_type
from kyotsu.diff.grouping import Line
from kyotsu.review.grouping import Group
from kyotsu.review.rendering.budget import Section
from kyotsu.review.rendering.escaping import code
from kyotsu.review.rendering.pieces import Pieces
from kyotsu.review.words import summary as words
from kyotsu.review.words.language import told
from kyotsu.review.words.sentence import fill
from kyotsu.review.words.values import pair

SIGNS: Final = {
    "create": "+",
    "update": "~",
    "replace": "-/+",
    "delete": "-",
    "import": "=",
    "forget": "x",
}
_NAMES: Final = 3


def tables(groups: Sequence[Group], pieces: Pieces, rank: int) -> list[Section]:
    """Return a folded table for each group."""
    heads = "|".join(f" {pieces.told(one)} " for one in words.HEADS)
    top = f"|{heads}|\n|{' --- |' * len(words.HEADS)}"
    return [
        Section(
            rank=rank,
            heading=f"\n<details><summary>{_title(one, pieces)}</summary>\n\n{top}",
            pieces=tuple(_row(line, pieces) for line in one.lines),
            ending="\n</details>",
            more=lambda count: f"| | {pieces.told(fill(words.MORE, count=count))} | | |",
        )
        for one in groups
    ]


def _title(one: Group, pieces: Pieces) -> str:
    lines = len(one.lines)
    if len(one.who) == 1:
        return pieces.in_html(fill(words.ITS_CHANGES, name=one.who[0], lines=lines))
    names = one.who[:_NAMES]
    return pieces.in_html(fill(words.SAME_CHANGES, count=len(one.who), lines=lines, names=names))


def _row(line: Line, pieces: Pieces) -> str:
    names = sorted(line.names)
    more = f" +{len(names) - _NAMES}" if len(names) > _NAMES else ""
    what = code(f"{short_type(line.type)} {', '.join(names[:_NAMES])}{more}")
    change = ""
    if line.path:
        varies = f" {told(words.BY_SYSTEM, pieces.language)}" if line.varies else ""
        change = code(f"{line.path}: {pair(line.before, line.after, pieces.language)}{varies}")
    places = [f"{one.place} {one.what}".strip() for causes in line.causes for one in causes]
    place = code(places[0]) if places else ""
    return f"| {SIGNS.get(line.action, '?')} | {what} | {change} | {place} |"

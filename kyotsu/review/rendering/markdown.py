"""A review as Markdown, for a pull request: the summary first, then what is dangerous.

Where it is too large, pieces are left out in a fixed order, these first: what the engine said, the
changes one by one, policies' notices, what gets stricter, the reach, the cost, what the review
can't say, meanings, what is proved, refusals, dangers. The head stays, in a shorter form if it
must.
"""

from collections.abc import Sequence
from typing import Final

from kyotsu.review.grouping import groups_of
from kyotsu.review.model import Review
from kyotsu.review.rendering.budget import Section, fit
from kyotsu.review.rendering.pieces import Pieces, worst_first
from kyotsu.review.rendering.tables import tables
from kyotsu.review.summary import Summary, summary_of
from kyotsu.review.words import proof
from kyotsu.review.words import summary as words
from kyotsu.review.words.language import Language
from kyotsu.review.words.sentence import fill
from policies.rule import Text

MARKER: Final = "<!-- kyotsu review -->"
"""By this a comment is found again. It is on the first line."""


def as_markdown(
    review: Review,
    *,
    language: Language = Language.BOTH,
    budget: int | None = None,
    whole: str = "",
) -> str:
    """Return it within `budget` bytes of UTF-8. `whole` is the address of all of it, if any."""
    pieces = Pieces(language)
    note = pieces.told(words.LEFT_OUT)
    if whole:
        note = f"{pieces.told(words.WHOLE)} <{whole}>"
    sections = [one for one in _sections(review, pieces) if one.pieces]
    return fit(_heads(summary_of(review), pieces), sections, f"\n> {note}", budget).text


def _heads(summary: Summary, pieces: Pieces) -> list[str]:
    """Return ways to begin, the fullest first."""
    title = f"{MARKER}\n## {pieces.told(words.TITLE)}\n"
    verdict = f"**{pieces.told(summary.verdict)}**"
    lines = [summary.stacks, summary.counts, summary.whom, summary.unchanged]
    full = [f"\n{pieces.told(line)}" for line in lines if line is not None]
    counts = f"\n{pieces.told(summary.counts)}"
    return ["\n".join((title, verdict, *full)), "\n".join((title, verdict, counts)), verdict]


def _sections(review: Review, pieces: Pieces) -> list[Section]:
    """Return what is below the head, in the order of reading."""
    stacks = review.stacks
    verdicts = [(stack, one) for stack in stacks for one in stack.verdicts]
    refused = [
        pieces.verdict(stack, one) for stack, one in verdicts if one.mandatory and not one.exception
    ]
    notices = [
        pieces.verdict(stack, one) for stack, one in verdicts if not one.mandatory or one.exception
    ]
    findings = [(stack, one) for stack in stacks for one in stack.findings]
    ordered = [findings[at] for at in worst_first(findings)]
    looser = [pieces.finding(stack, one) for stack, one in ordered if not one.stricter]
    tighter = [pieces.finding(stack, one) for stack, one in ordered if one.stricter]
    return [
        _list(0, words.DANGERS, pieces.dangers(stacks), pieces),
        _list(1, words.REFUSALS, refused, pieces),
        _list(2, words.MEANING, looser, pieces),
        _list(1, proof.HEADING, pieces.proof(review.proof), pieces),
        _list(3, words.UNCHECKED, pieces.unchecked(stacks), pieces),
        _list(4, words.COST, pieces.costs(stacks), pieces),
        _list(5, words.REACH, pieces.reach(stacks), pieces),
        *tables(groups_of(review), pieces, 8),
        _list(6, words.STRICTER, tighter, pieces, fold=True),
        _list(7, words.NOTICES, notices, pieces, fold=True),
        _list(9, words.DIAGNOSTICS, pieces.diagnostics(stacks), pieces, fold=True),
    ]


def _list(
    rank: int, heading: Text, items: Sequence[str], pieces: Pieces, *, fold: bool = False
) -> Section:
    title = f"{pieces.in_html(heading)} ({len(items)})"
    return Section(
        rank=rank,
        heading=f"\n<details><summary>{title}</summary>\n" if fold else f"\n### {title}\n",
        pieces=tuple(items),
        ending="\n</details>" if fold else "",
        more=lambda count: f"- {pieces.told(fill(words.MORE, count=count))}",
    )

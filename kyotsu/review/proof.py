"""What a review says of one proof: how it came out, and what of that a change makes otherwise."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from kyotsu.proof.proof import Changed, Proof
from kyotsu.proof.verdict import OUTCOMES, Outcome, Verdict, Witness
from kyotsu.review.findings import Proven
from kyotsu.review.words import proof as words
from kyotsu.review.words.sentence import fill
from policies.rule import Text
from tenancy import vocabulary

MOST: Final = 20
"""How many verdicts that came out otherwise are told; the rest is counted."""
_LONGEST: Final = 200


def told(proof: Proof, matter: Text, name: str) -> Iterator[Proven]:
    """Yield how many cases came out how, then each verdict that isn't what it was at the base.

    `matter` is what the proof is about, and `name` what `kyotsu proof` calls it.
    """
    total: Counter[Outcome] = Counter()
    for one in proof.verdicts:
        total[one.outcome] += one.covers
    numbers = {blank: f"{total[Outcome(value)]:,}" for blank, value in words.NUMBERS.items()}
    count = f"{len(proof.changed):,}"
    yield Proven(
        text=fill(words.COUNTS, **numbers, matter=matter, changed=count, base=proof.base or ""),
        holds=proof.outcome is Outcome.PROVED,
    )
    verdicts = {(one.statement.id, one.subject): one for one in proof.verdicts}
    ordered = sorted(proof.changed, key=lambda one: one.after in (Outcome.PROVED, None))
    for one in ordered[:MOST]:
        yield _changed(one, verdicts.get((one.statement, one.subject)))
    if len(ordered) > MOST:
        rest = ordered[MOST:]
        yield Proven(
            text=fill(words.MORE, count=len(rest), name=name),
            holds=all(one.after in (Outcome.PROVED, None) for one in rest),
        )


def not_made(matter: Text, why: str) -> Proven:
    """Return that nothing is proved of a matter, and why."""
    why = " ".join(why.split())[:_LONGEST]
    return Proven(text=fill(words.NOT_MADE, matter=matter, why=why), holds=False)


def _changed(one: Changed, verdict: Verdict | None) -> Proven:
    before, after = (
        words.NONE if it is None else _said(OUTCOMES[it]) for it in (one.before, one.after)
    )
    title = _said(verdict.statement.title) if verdict else words.NONE
    text = fill(
        words.CHANGED,
        statement=one.statement,
        subject=one.subject[:_LONGEST],
        title=title,
        before=before,
        after=after,
    )
    holds = one.after in (Outcome.PROVED, None)
    if holds or verdict is None:
        return Proven(text=text, holds=holds)
    steps = _way(verdict.witnesses[0]) if verdict.witnesses else map(_said, verdict.reasons)
    return Proven(text=text, holds=False, steps=tuple(steps))


def _way(witness: Witness) -> Iterator[Text]:
    """Yield a witness's packet and its hops, each with the resource and its line."""
    yield _said(witness.title)
    for step in witness.steps:
        at = f"{step.at.urn.rpartition('::')[2]} {step.at.line}".strip()[:_LONGEST]
        yield fill(words.STEP, what=_said(step.what), at=at)


def _said(text: vocabulary.Text) -> Text:
    """Return a proof's sentence as one of a review's."""
    return Text(ja=text.ja, en=text.en)

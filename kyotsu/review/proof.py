"""What is proved of the network, and what of that a change makes otherwise.

The proof is of the whole stage: of its desired state as it is declared here, and at the base. What
was proved at the base is kept, so of the change only what it can affect is proved again.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from kyotsu.errors import KyotsuError
from kyotsu.proof.asked import Asked
from kyotsu.proof.network.reading.types import CARRIERS
from kyotsu.proof.network.request import prove
from kyotsu.proof.proof import Changed, Proof
from kyotsu.proof.verdict import OUTCOMES, Outcome, Verdict, Witness
from kyotsu.review.findings import Proven
from kyotsu.review.model import StackReview
from kyotsu.review.words import proof as words
from kyotsu.review.words.sentence import fill
from policies.rule import Text
from tenancy import vocabulary

NETWORK: Final = (*CARRIERS, "aws:route53/", "aws:ram/")
"""The packages whose types a proof of the network is about."""
MOST: Final = 20
"""How many verdicts that came out otherwise are told; the rest is counted."""
_LONGEST: Final = 200


def proven(root: Path, stage: str, base: str, stacks: Iterable[StackReview]) -> tuple[Proven, ...]:
    """Return what a review says of the proof; nothing where nothing of the network changes.

    A proof that can't be made is told as not proved: a review never fails for it.
    """
    if not any(one.type.startswith(NETWORK) for stack in stacks for one in stack.changes):
        return ()
    asked = Asked(
        root=root, stage=stage, tenants=(), base=base, anew=False, workers=os.cpu_count() or 1
    )
    try:
        return tuple(told(prove(asked)))
    except KyotsuError as error:
        return (_not_made(str(error)),)
    except Exception as error:  # noqa: BLE001 - whatever it is, the rest of the review is worth it
        return (_not_made(type(error).__name__),)  # its words may be anybody's: they stay here


def told(proof: Proof) -> Iterator[Proven]:
    """Yield how many cases came out how, then each verdict that isn't what it was at the base."""
    total: Counter[Outcome] = Counter()
    for one in proof.verdicts:
        total[one.outcome] += one.covers
    numbers = {name: f"{total[Outcome(value)]:,}" for name, value in words.NUMBERS.items()}
    count = f"{len(proof.changed):,}"
    yield Proven(
        text=fill(words.COUNTS, **numbers, changed=count, base=proof.base or ""),
        holds=proof.outcome is Outcome.PROVED,
    )
    verdicts = {(one.statement.id, one.subject): one for one in proof.verdicts}
    ordered = sorted(proof.changed, key=lambda one: one.after in (Outcome.PROVED, None))
    for one in ordered[:MOST]:
        yield _changed(one, verdicts.get((one.statement, one.subject)))
    if len(ordered) > MOST:
        rest = ordered[MOST:]
        yield Proven(
            text=fill(words.MORE, count=len(rest)),
            holds=all(one.after in (Outcome.PROVED, None) for one in rest),
        )


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


def _not_made(why: str) -> Proven:
    return Proven(text=fill(words.NOT_MADE, why=" ".join(why.split())[:_LONGEST]), holds=False)

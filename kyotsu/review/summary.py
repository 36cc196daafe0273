"""A review in a few sentences: what happens to whom. Every form of a review begins with it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kyotsu.review.model import Action, Outcome, Review, StackReview, Subject
from kyotsu.review.words import summary as words
from kyotsu.review.words.sentence import fill
from policies.rule import Severity, Text

_WORST = (
    Outcome.FAILED,
    Outcome.INCOMPLETE,
    Outcome.REFUSED,
    Outcome.CHANGES,
    Outcome.UNCHANGED,
)
_COUNTED = (Action.CREATE, Action.UPDATE, Action.REPLACE, Action.DELETE)


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The head of a review."""

    outcome: Outcome
    """The worst of any stack."""
    verdict: Text
    """Whether it can be deployed, in a sentence."""
    stacks: Text
    """How many change, and how many don't."""
    counts: Text
    """How many resources are created, updated, replaced, deleted."""
    whom: Text | None
    """The ministries and systems that something happens to."""
    unchanged: Text | None
    """The stacks to which nothing happens, in one line."""
    actions: dict[str, int]
    """Resources by action, over all stacks; none that stay as they are."""
    severities: dict[Severity, int]
    """Dangers by severity."""
    refusals: int
    """Violations of mandatory policies that no exception waives."""


def summary_of(review: Review) -> Summary:
    """Return the head of a review."""
    outcomes = (one.outcome for one in review.stacks)
    outcome = min(outcomes, key=_WORST.index, default=Outcome.UNCHANGED)
    changed = [one for one in review.stacks if one.outcome is not Outcome.UNCHANGED]
    same = [one for one in review.stacks if one.outcome is Outcome.UNCHANGED]
    actions = Counter(str(change.action) for one in review.stacks for change in one.changes)
    other = sum(actions.values()) - sum(actions[action] for action in _COUNTED)
    severities = Counter(danger.severity for one in review.stacks for danger in one.dangers)
    return Summary(
        outcome=outcome,
        verdict=words.OUTCOMES[outcome],
        stacks=fill(words.STACKS, total=len(review.stacks), changed=len(changed), same=len(same)),
        counts=fill(
            words.COUNTS, **{str(action): actions[action] for action in _COUNTED}, other=other
        ),
        whom=_named(words.WHOM, changed),
        unchanged=_named(words.UNCHANGED, same),
        actions=dict(actions),
        severities={one: severities[one] for one in Severity if severities[one]},
        refusals=sum(
            verdict.mandatory and not verdict.exception
            for one in review.stacks
            for verdict in one.verdicts
        ),
    )


def title_of(subject: Subject) -> Text:
    """Return what a stack is called: the ministry and its system, or the foundation."""
    if subject.stage is not None and subject.tenant is None:
        return fill(words.FOUNDATION, stage=subject.stage)
    ministry, system = subject.ministry_name, subject.system_name
    if ministry is None or system is None:
        return Text(ja=subject.label, en=subject.label)
    return fill(
        words.SYSTEM, ministry=ministry, system=system, key=subject.tenant, stage=subject.stage
    )


def _named(sentence: Text, stacks: Sequence[StackReview], most: int = 12) -> Text | None:
    """Return a sentence with the stacks' names, the first ones where they are many."""
    if not stacks:
        return None
    titles = [title_of(one.subject) for one in stacks]
    shown = titles[:most]
    if len(titles) > most:
        shown.append(fill(words.MORE, count=len(titles) - most))
    return fill(sentence, names=shown)

"""Makes a review of previews. This is where secrets end: what it returns has none."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Protocol

from kyotsu.review.changes import changes_of
from kyotsu.review.dangers import dangers_of
from kyotsu.review.findings import Verdict
from kyotsu.review.masking.known import Known, Marker
from kyotsu.review.masking.mask import Masker, Secrets
from kyotsu.review.model import Change, Diagnostic, Outcome, Review, StackReview, Subject
from kyotsu.review.reading.join import Preview
from kyotsu.review.verdicts import verdicts_of
from kyotsu.review.words import unchecked as words
from policies.rule import Described, Text

Opened = Callable[[], Preview]
"""Reads one preview. It is called twice where there are several, as not all fit into memory."""
_SEVERITIES = {"info#err": "info"}


class Knowledge(Protocol):
    """What else is known of stacks: whose they are, and which line brought a change about."""

    def subject(self, project: str, stack: str) -> Subject:
        """Return whose stack it is."""
        ...

    def completed(self, review: StackReview) -> StackReview:
        """Return a review with what is known beyond the two files."""
        ...


def review_of(
    previews: Sequence[Opened], knowledge: Knowledge, *, key: bytes | None = None
) -> Review:
    """Return the review of some previews. `key` makes marks that other reviews share.

    Raises:
        UserMistake: a file can't be read, or two files don't belong together.
    """
    marker = Marker(key)
    if len(previews) == 1:
        preview = previews[0]()
        secrets = Secrets(preview.states)
        masker = Masker(secrets, Known(secrets.values, marker), marker)
        return Review(stacks=(_stack(preview, masker, knowledge),))
    known = Known(_all_values(previews), marker)
    stacks: list[StackReview] = []
    for opened in previews:
        preview = opened()
        masker = Masker(Secrets(preview.states), known, marker)
        stacks.append(_stack(preview, masker, knowledge))
    return Review(stacks=tuple(sorted(stacks, key=_order)))


def _all_values(previews: Iterable[Opened]) -> Iterator[object]:
    for opened in previews:
        yield from Secrets(opened().states).values


def _order(stack: StackReview) -> tuple[bool, str, str]:
    subject = stack.subject
    return subject.tenant is not None, subject.project, subject.stack


def _stack(preview: Preview, masker: Masker, knowledge: Knowledge) -> StackReview:
    main = preview.main
    resources = tuple(changes_of(preview.steps, masker))
    verdicts = verdicts_of(main.rulings, masker.text, _catalogue)
    project, stack = _names(resources)
    review = StackReview(
        subject=knowledge.subject(project, stack),
        outcome=_outcome(preview, resources, verdicts),
        counts=dict(main.counts or {}),
        resources=resources,
        dangers=dangers_of(resources),
        verdicts=verdicts,
        diagnostics=tuple(_diagnostics(preview, masker)),
    )
    review = knowledge.completed(review)
    unchecked = (*_unchecked(preview, review), *review.unchecked)
    return _with(review, unchecked)


def _with(review: StackReview, unchecked: tuple[Text, ...]) -> StackReview:
    from dataclasses import replace

    return replace(review, unchecked=unchecked)


@cache
def _catalogue() -> Mapping[str, Described]:
    from kyotsu.policy.session import open_session  # takes a moment: all rules are imported
    from policies.session import catalogue

    session = open_session()
    return catalogue(session.rules, session.stack_rules)


def _names(resources: Sequence[Change]) -> tuple[str, str]:
    """Return the project and the stack, which each URN names."""
    for change in resources:
        parts = change.urn.removeprefix("urn:pulumi:").split("::")
        if len(parts) > 1:
            return parts[1], parts[0]
    return "", ""


def _outcome(preview: Preview, resources: Sequence[Change], verdicts: Sequence[Verdict]) -> Outcome:
    main = preview.main
    if main.counts is None and preview.events is not None:
        return Outcome.INCOMPLETE
    if any(verdict.mandatory and not verdict.exception for verdict in verdicts):
        return Outcome.REFUSED
    failed = any(step.failed for step in main.steps)
    if main.result in ("failed", "canceled") or failed or _errors(preview):
        return Outcome.FAILED
    changed = any(not change.quiet for change in resources)
    return Outcome.CHANGES if changed else Outcome.UNCHANGED


def _errors(preview: Preview) -> bool:
    return any(said.severity == "error" for said in preview.main.said)


def _diagnostics(preview: Preview, masker: Masker) -> Iterator[Diagnostic]:
    told: set[tuple[str, str, str]] = set()
    for said in preview.main.said:
        one = (_SEVERITIES.get(said.severity, said.severity), said.urn, said.message.strip())
        if one[2] and one not in told:
            told.add(one)
            yield Diagnostic(severity=one[0], urn=masker.text(one[1]), text=masker.text(one[2]))


def _unchecked(preview: Preview, review: StackReview) -> Iterator[Text]:
    if review.outcome is Outcome.INCOMPLETE:
        yield words.INCOMPLETE
    if review.outcome is Outcome.FAILED:
        yield words.FAILED
    if preview.main.corrupt:
        yield words.CORRUPT
    if preview.events is None:
        yield words.NO_EVENTS
    elif not preview.events.packs:
        yield words.NO_POLICIES
    if preview.digest is None:
        yield words.NO_DIGEST
    elif preview.events is not None and any(
        "::pulumi:providers:" not in urn for urn in preview.events.urns - preview.digest.urns
    ):
        yield words.PARTIAL

"""Puts the event stream and the digest of one preview together."""

from collections.abc import Iterator
from dataclasses import dataclass

from kyotsu.errors import UserMistake
from kyotsu.review.reading.records import Records, State, Step

_LEFT_OUT = ("same", "-replacement", "-replaced")
"""How operations end that a digest leaves out unless it was asked for them."""
_DEFAULT = "::default"
"""How the name of a provider begins that no program declares, which a digest leaves out."""


@dataclass(frozen=True, kw_only=True)
class Preview:
    """One preview, from one file or from both."""

    events: Records | None
    digest: Records | None

    @property
    def steps(self) -> list[Step]:
        """All steps in their real order, with all that is known of each."""
        return (self.events or self._either).steps

    @property
    def _either(self) -> Records:
        found = self.events or self.digest
        assert found is not None  # noqa: S101 - `joined` has made sure
        return found

    @property
    def main(self) -> Records:
        """The file that tells how the preview ended: the event stream where it is there."""
        return self._either

    @property
    def states(self) -> Iterator[tuple[str, State]]:
        """Yield every state of every resource: what is secret in any is secret."""
        for step in self.steps:
            for state in (step.old, step.new):
                if state is not None:
                    yield step.urn, state


def joined(events: Records | None, digest: Records | None) -> Preview:
    """Return one preview.

    Raises:
        UserMistake: the two files are of different previews, or there is neither.
    """
    if events is None and digest is None:
        raise UserMistake("give --events, --digest, or better both, of one preview")
    if events is not None and digest is not None:
        difference = _difference(events, digest)
        if difference:
            raise UserMistake(
                f"{events.name} and {digest.name} are of two different previews: {difference}; "
                "give the two files that one run wrote"
            )
        _complete(events, digest)
    return Preview(events=events, digest=digest)


def _difference(events: Records, digest: Records) -> str:
    """Return in words what can't be so in one preview, or nothing."""
    if unknown := sorted(digest.urns - events.urns):
        return f"the events name no {unknown[0].rsplit('::', 1)[-1]} ({unknown[0]})"
    ops: dict[str, set[str]] = {}
    for step in events.steps:
        ops.setdefault(step.urn, set()).update((step.op, step.asked))
    told: dict[str, set[str]] = {}
    for step in digest.steps:
        told.setdefault(step.urn, set()).add(step.op)
    for urn, found in told.items():
        if other := sorted(found - ops[urn]):
            return f"{urn} has the operation {other[0]} in the digest only"
    for step in events.steps:
        if "::pulumi:providers:" in step.urn and _DEFAULT in step.urn:
            continue
        found = told.get(step.urn, set())
        if not found & {step.op, step.asked} and not step.asked.endswith(_LEFT_OUT):
            return f"{step.urn} has the operation {step.asked} in the events only"
    if events.counts is not None and (digest.counts or {}) != events.counts:
        return f"the summaries count {_told(events)} and {_told(digest)}"
    if events.config is not None and (digest.config or {}) != events.config:
        return "their configurations differ"
    return ""


def _told(records: Records) -> str:
    counts = sorted((records.counts or {}).items())
    return ", ".join(f"{number} {op}" for op, number in counts) or "nothing"


def _complete(events: Records, digest: Records) -> None:
    """Give the events' steps what only the digest knows of them."""
    by_step = {(step.urn, step.op): step for step in digest.steps}
    by_urn = {step.urn: step for step in digest.steps}
    for step in events.steps:
        known = by_step.get((step.urn, step.op)) or by_urn.get(step.urn)
        if known is None:
            continue
        step.keys = step.keys or known.keys
        for mine, theirs in ((step.old, known.old), (step.new, known.new)):
            if mine is not None and theirs is not None:
                mine.dependencies = theirs.dependencies
                mine.property_dependencies = theirs.property_dependencies
                mine.secret_outputs = theirs.secret_outputs
                mine.source = theirs.source

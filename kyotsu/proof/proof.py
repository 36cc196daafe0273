"""The whole of one proof: every verdict, and what must be said beside them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kyotsu.proof.verdict import Outcome, Statement, Verdict, worst
from tenancy.vocabulary import Text


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A verdict that isn't what it was at the base; None where there was, or is, no such one."""

    statement: str
    subject: str
    before: Outcome | None
    after: Outcome | None


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a second method, which shares no code with the first, says of the same case."""

    shown: int
    """Witnesses that it followed."""
    confirmed: int
    """Those of which it says the same."""
    without: int
    """Witnesses that it couldn't follow: they show no packet, or an answer without its request."""
    tried: int
    """Packets at random that nobody declared, of statements that hold."""
    unmodelled: int
    """Those of them that it couldn't follow to their end."""
    differs: tuple[str, ...]
    """Where it says something else: the statement, and the packet's way by its account."""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What was proved of a stage, by one model."""

    stage: str
    statements: tuple[Statement, ...]
    verdicts: tuple[Verdict, ...]
    notes: tuple[Text, ...] = ()
    """What couldn't be read or had, whole: it was left out, and the rest was proved."""
    kept: Mapping[str, Text] = field(default_factory=dict[str, Text])
    """The subjects that weren't proved again, and why nothing that changed can affect them."""
    base: str | None = None
    changed: tuple[Changed, ...] = ()
    """Since the base."""
    checked: Checked | None = None
    """By the second method, if it was asked."""

    @property
    def outcome(self) -> Outcome:
        """What it amounts to."""
        return worst(self.verdicts)

    @property
    def holds(self) -> bool:
        """Whether everything is proved, and the second method doesn't say otherwise."""
        return self.outcome is Outcome.PROVED and not (self.checked and self.checked.differs)

    def counts(self, statement: Statement) -> Counter[Outcome]:
        """Return how many cases of a statement came out how."""
        found: Counter[Outcome] = Counter()
        for one in self.verdicts:
            if one.statement.id == statement.id:
                found[one.outcome] += one.covers
        return found

    def open(self) -> list[Verdict]:
        """Return what isn't proved, violations first, in the order of the statements."""
        order = [Outcome.VIOLATED, Outcome.NOT_PROVED]
        return sorted(
            (one for one in self.verdicts if one.outcome in order),
            key=lambda one: (order.index(one.outcome), one.statement.id, one.subject),
        )


def changes(before: Iterable[Verdict], after: Iterable[Verdict]) -> tuple[Changed, ...]:
    """Return the verdicts that came out otherwise than before, sorted."""
    was = {(one.statement.id, one.subject): one.outcome for one in before}
    now = {(one.statement.id, one.subject): one.outcome for one in after}
    return tuple(
        Changed(statement=key[0], subject=key[1], before=was.get(key), after=now.get(key))
        for key in sorted({*was, *now})
        if was.get(key) != now.get(key)
    )

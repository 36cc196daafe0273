"""What every proof answers, whatever it is about: a statement, a verdict, and what shows it.

| verdict | what comes with it |
| --- | --- |
| proved | what it rests on: whoever changes none of these leaves it proved |
| violated | one witness or more, each a list of steps that somebody can follow |
| not proved | the reasons: what is unknown, wrong or not modelled |

"Not proved" never stands for "safe": it blocks as a violation does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tenancy.vocabulary import Text


class Outcome(StrEnum):
    """What became of a statement."""

    PROVED = "proved"
    VIOLATED = "violated"
    NOT_PROVED = "not proved"


OUTCOMES: Final = {
    Outcome.PROVED: Text(ja="証明済み", en="proved"),
    Outcome.VIOLATED: Text(ja="違反", en="violated"),
    Outcome.NOT_PROVED: Text(ja="未証明", en="not proved"),
}


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What is to hold for a stage, by an id that never changes its meaning."""

    id: str
    """`NET-1`: letters for the model that decides it, and a number."""
    title: Text


@dataclass(frozen=True, kw_only=True)
class Source:
    """What something rests on or goes through: a resource, and the line that declares it."""

    urn: str
    """A resource's; or, of what no program declares, words such as `aws:default`."""
    line: str = ""
    """`components/network/tier.py:48`; empty where no file says it."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One hop of a packet, or one call of a chain."""

    what: Text
    """What happens here, as a whole sentence."""
    at: Source


@dataclass(frozen=True, kw_only=True)
class Witness:
    """One concrete case that shows a violation: a packet or a chain of calls, from its begin."""

    title: Text
    """The packet or the call, as a reader wants it named."""
    steps: tuple[Step, ...]
    facts: tuple[tuple[str, str], ...] = ()
    """What another method needs so as to follow it, by name: `("source", "10.96.0.4")`."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What became of one statement about one subject."""

    statement: Statement
    subject: str
    """Whom it is about: a tenant's key, `a -> b` for a pair, or `foundation`."""
    outcome: Outcome
    reasons: tuple[Text, ...] = ()
    """Why it isn't proved."""
    witnesses: tuple[Witness, ...] = ()
    """Of a violation; the first is the shortest."""
    rests_on: tuple[Source, ...] = ()
    """Of a proof: what would have to change for it to fall."""
    covers: int = 1
    """How many cases it speaks for, such as ordered pairs of tenants."""


def worst(verdicts: Iterable[Verdict]) -> Outcome:
    """Return what a set of verdicts amounts to: violated before not proved before proved."""
    found = {one.outcome for one in verdicts}
    for outcome in (Outcome.VIOLATED, Outcome.NOT_PROVED):
        if outcome in found:
            return outcome
    return Outcome.PROVED

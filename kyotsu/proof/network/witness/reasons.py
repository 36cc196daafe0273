"""Why something isn't proved, and what witnesses go through."""

from collections.abc import Iterable, Iterator

from kyotsu.proof.network.resources.thing import Problem
from kyotsu.proof.verdict import Source, Witness
from tenancy.vocabulary import Text


def reasons(problems: Iterable[Problem]) -> tuple[Text, ...]:
    """Return problems as the reasons for which something isn't proved."""
    return tuple(
        Text(ja=f"{where}: {one.ja}"[:400], en=f"{where}: {one.en}"[:400])
        for one in problems
        for where in (_where(one.urn, one.line),)
    )


def _where(urn: str, line: str) -> str:
    name = urn.rpartition("::")[2]
    return f"{line} ({name})" if line else name


def sources_of(witnesses: Iterable[Witness]) -> Iterator[Source]:
    """Yield what witnesses go through."""
    for witness in witnesses:
        for step in witness.steps:
            yield step.at

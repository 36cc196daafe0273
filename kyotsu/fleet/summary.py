"""What is printed when a run ends: how many ended how, and each that a person must look at."""

from collections import Counter
from collections.abc import Sequence

from rich.table import Table

from kyotsu.errors import DRIFTED, FAILED
from kyotsu.stacks.outcome import Outcome, Status
from kyotsu.stacks.report import closing_table

_NEEDS_A_LOOK = (Status.REFUSED, Status.FAILED, Status.SKIPPED, Status.DRIFTED)
_SCREEN = 25
"""So many rows fit on a screen; of more stacks, only those that need a look are listed."""


def summary(title: str, outcomes: Sequence[Outcome]) -> Table:
    """Return the closing table of a run."""
    if len(outcomes) <= _SCREEN:
        return closing_table(title, outcomes)
    rest = [outcome for outcome in outcomes if outcome.status in _NEEDS_A_LOOK]
    return closing_table(f"{title}: what needs a look", rest)


def sentence(outcomes: Sequence[Outcome], seconds: float) -> str:
    """Return how many stacks ended how, in how long, and how many engines were tried again."""
    counts = Counter(outcome.status for outcome in outcomes)
    told = ", ".join(f"{counts[status]} {status}" for status in Status if counts[status])
    again = sum(outcome.attempts - 1 for outcome in outcomes)
    retried = f"; {again} retries" if again else ""
    return f"{len(outcomes)} stacks in {seconds:.0f} s: {told or 'nothing to do'}{retried}."


def exit_status(outcomes: Sequence[Outcome]) -> int:
    """Return the command's exit status."""
    if not all(outcome.ok for outcome in outcomes):
        return FAILED
    if any(outcome.status is Status.DRIFTED for outcome in outcomes):
        return DRIFTED
    return 0

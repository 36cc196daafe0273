"""What a set of verdicts amounts to."""

import pytest

from kyotsu.proof.verdict import Outcome, Statement, Verdict, worst
from tenancy.vocabulary import Text

STATEMENT = Statement(id="NET-1", title=Text(ja="例", en="an example"))


def _verdicts(*outcomes: Outcome) -> list[Verdict]:
    return [Verdict(statement=STATEMENT, subject="a", outcome=one) for one in outcomes]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ((), Outcome.PROVED),
        ((Outcome.PROVED, Outcome.PROVED), Outcome.PROVED),
        ((Outcome.PROVED, Outcome.NOT_PROVED), Outcome.NOT_PROVED),
        ((Outcome.NOT_PROVED, Outcome.VIOLATED, Outcome.PROVED), Outcome.VIOLATED),
    ],
)
def test_the_worst_of_a_set_of_verdicts_is_what_it_amounts_to(
    found: tuple[Outcome, ...], expected: Outcome
) -> None:
    assert worst(_verdicts(*found)) is expected

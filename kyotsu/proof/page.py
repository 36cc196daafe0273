"""A proof as one page, in both languages, with the picture of each witness's way."""

from collections.abc import Mapping
from typing import Final

from kyotsu.pages.render import page
from kyotsu.proof import words
from kyotsu.proof.proof import Proof
from kyotsu.proof.verdict import OUTCOMES, Outcome

LEAST_ROWS: Final = 200
"""How many proved verdicts are listed one by one; the table has the counts of all."""


def as_page(proofs: Mapping[str, Proof]) -> str:
    """Return proofs as one self-contained page."""
    return page(
        "proof.html.j2",
        words.TITLE,
        "kyotsu.proof",
        proofs=proofs,
        outcomes=list(Outcome),
        names=OUTCOMES,
        words=words,
        most=LEAST_ROWS,
    )

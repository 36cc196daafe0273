"""A proof as plain data, for other programs."""

from typing import Any

from kyotsu.plain import plain
from kyotsu.proof.proof import Proof
from kyotsu.proof.verdict import Outcome


def as_data(proof: Proof) -> dict[str, Any]:
    """Return a proof as JSON can hold it."""
    return {
        "stage": proof.stage,
        "outcome": proof.outcome,
        "base": proof.base,
        "statements": [
            {
                **plain(statement),
                "cases": {str(one): proof.counts(statement)[one] for one in Outcome},
            }
            for statement in proof.statements
        ],
        "verdicts": [
            {**plain(verdict), "statement": verdict.statement.id} for verdict in proof.verdicts
        ],
        "notes": plain(proof.notes),
        "kept": plain(dict(proof.kept)),
        "changed": plain(proof.changed),
        "checked": plain(proof.checked),
    }

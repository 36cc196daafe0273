"""The answer as JSON and as one page."""

import json
from typing import Any

from kyotsu.pages.render import page
from kyotsu.plain import plain
from kyotsu.proof.access.answer import Answer
from kyotsu.proof.access.prove import STATEMENTS
from kyotsu.proof.verdict import OUTCOMES, Outcome
from tenancy.vocabulary import Text


def as_json(answer: Answer) -> str:
    """Return all of it."""
    data: dict[str, Any] = {
        "stage": answer.stage,
        "tenants": answer.tenants,
        "outcome": answer.outcome.value,
        "not_understood": plain(answer.not_understood),
        "verdicts": [
            {
                **plain(one.verdict),
                "statement": one.verdict.statement.id,
                "proved_in_this_run": one.again,
                "untouched": plain(one.untouched),
            }
            for one in answer.proved
        ],
    }
    if answer.base is not None:
        data["base"] = answer.base
        data["changes"] = [{**plain(one), "statement": one.statement.id} for one in answer.changes]
    return json.dumps(data, ensure_ascii=False, indent=2)


def as_html(answer: Answer) -> str:
    """Return one page in Japanese and English."""
    return page(
        "access.html.j2",
        Text(ja="アクセスの証明", en="Proof of access"),
        "kyotsu.proof.access",
        answer=answer,
        statements=STATEMENTS,
        outcomes=OUTCOMES,
        every=tuple(Outcome),
        proved=Outcome.PROVED,
    )

"""How classifiers put what they found: whole sentences in two languages, and plain values.

`before` and `after` read the same in both languages: an address range, an action, a number.
Nothing at all is the empty text, and `LATER` stands for what is known only after the update.
"""

import json
from collections.abc import Iterable
from typing import Any, Final

from kyotsu.review.findings import Finding
from policies.rule import UNKNOWN, Severity, Text

LATER: Final = "?"
_LONGEST: Final = 400


def looser(
    code: str, severity: Severity, text: Text, *urns: str, before: Any = None, after: Any = None
) -> Finding:
    """Return that more is allowed, reachable or lost than before."""
    return Finding(
        code=code,
        severity=severity,
        text=text,
        urns=tuple(dict.fromkeys(urns)),
        before=shown(before),
        after=shown(after),
    )


def stricter(code: str, text: Text, *urns: str, before: Any = None, after: Any = None) -> Finding:
    """Return that less is allowed than before, which a reader needn't fear."""
    return Finding(
        code=code,
        severity=Severity.LOW,
        text=text,
        urns=tuple(dict.fromkeys(urns)),
        before=shown(before),
        after=shown(after),
        stricter=True,
    )


def unjudged(text: Text, *urns: str, before: Any = None, after: Any = None) -> Finding:
    """Return that a question is touched and could not be judged."""
    return Finding(
        code="not-judged",
        severity=Severity.MEDIUM,
        text=text,
        urns=urns,
        before=shown(before),
        after=shown(after),
        judged=False,
    )


def said(sentence: Text, **names: object) -> Text:
    """Return a whole sentence with names put in."""
    return Text(ja=sentence.ja.format(**names), en=sentence.en.format(**names))


def shown(value: Any) -> str:
    """Return a value as readers see it."""
    if value is None:
        return ""
    if value is UNKNOWN:
        return LATER
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def listed(values: Iterable[object], most: int = 6) -> str:
    """Return the first values of many, and how many more there are."""
    found = sorted(set(map(str, values)))
    more = len(found) - most
    return ", ".join(found[:most]) + (f" (+{more})" if more > 0 else "")

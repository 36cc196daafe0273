"""Values as people read them, from the marks of a review's model."""

import json
from collections.abc import Mapping
from typing import Any, Final, cast

from kyotsu.diff.changes import NOTHING
from kyotsu.review.words import summary as words
from kyotsu.review.words.language import Language, told

_LONGEST: Final = 120


def value(found: Any, language: Language, longest: int = _LONGEST) -> str:
    """Return a value, cut to a readable length. Secrets are marks already."""
    if found is None or found == NOTHING:
        return told(words.NOTHING, language)
    if isinstance(found, Mapping):
        marked = cast("Mapping[str, Any]", found)
        if "$unknown" in marked:
            return told(words.LATER, language)
        if "$secret" in marked:
            mark = str(marked["$secret"])
            return f"{told(words.SECRET, language)} {mark}".strip()
        if "$long" in marked:
            return f"{marked['begin'][:longest]}… ({marked['characters']:,})"
    text = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False, default=str)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def pair(before: Any, after: Any, language: Language) -> str:
    """Return what a value is before and after."""
    if before == after and isinstance(before, Mapping) and "$secret" in before:
        return told(words.SECRET_CHANGED, language)
    return f"{value(before, language)} → {value(after, language)}"

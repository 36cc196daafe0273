"""A sentence in both languages, whose blanks are filled with names, values and titles only."""

from typing import cast

from policies.rule import Text


def fill(sentence: Text, **blanks: object) -> Text:
    """Return a sentence with its blanks filled in, each language with its own words.

    Several names in one blank are listed.
    """
    return Text(
        ja=sentence.ja.format(**{name: _said(one, "、", "ja") for name, one in blanks.items()}),
        en=sentence.en.format(**{name: _said(one, ", ", "en") for name, one in blanks.items()}),
    )


def _said(value: object, comma: str, language: str) -> str:
    if isinstance(value, Text):
        return value.ja if language == "ja" else value.en
    if isinstance(value, tuple | list):
        items = cast("list[object]", value)
        return comma.join(_said(item, comma, language) for item in items)
    return str(value)

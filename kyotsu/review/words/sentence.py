"""A sentence in both languages, whose blanks are filled with names and values only."""

from policies.rule import Text


def fill(sentence: Text, **blanks: object) -> Text:
    """Return a sentence with its blanks filled in. Several names in one blank are listed."""

    def told(value: object, comma: str) -> str:
        return comma.join(map(str, value)) if isinstance(value, tuple | list) else str(value)

    return Text(
        ja=sentence.ja.format(**{name: told(one, "、") for name, one in blanks.items()}),
        en=sentence.en.format(**{name: told(one, ", ") for name, one in blanks.items()}),
    )

"""One model, two languages: which of them a rendering shows."""

from enum import StrEnum

from policies.rule import Text


class Language(StrEnum):
    """What a reader asked for."""

    JA = "ja"
    EN = "en"
    BOTH = "both"


def told(text: Text, language: Language, between: str = " / ") -> str:
    """Return a sentence in a language, or in both, Japanese first."""
    if language is Language.JA or text.ja == text.en:
        return text.ja
    return text.en if language is Language.EN else f"{text.ja}{between}{text.en}"

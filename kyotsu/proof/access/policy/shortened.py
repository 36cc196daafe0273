"""Texts from documents, as short as a sentence can hold them."""

_MOST = 80


def shortened(text: str) -> str:
    """Return a text whole, or its beginning: a name in a document may have any length."""
    return text if len(text) <= _MOST else f"{text[: _MOST - 1]}…"

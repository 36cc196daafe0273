"""Cells for spreadsheets, which would take a text that begins with a sign for a formula.

https://owasp.org/www-community/attacks/CSV_Injection
"""

from typing import Final

_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")


def as_text(value: str) -> str:
    """Return a text that no spreadsheet calculates."""
    return f"'{value}" if value.startswith(_SIGNS) else value

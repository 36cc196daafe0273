"""A ledger as a page."""

from typing import Final

from kyotsu.ledger.model import Ledger
from kyotsu.ledger.words import text
from kyotsu.pages.render import page

TITLE: Final = text("情報システム台帳", "Information-system ledger")


def as_html(ledger: Ledger) -> str:
    """Return the ledger as one self-contained page, in both languages."""
    return page("ledger.html.j2", TITLE, "kyotsu.ledger", ledger=ledger)

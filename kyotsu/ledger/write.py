"""A ledger in the forms that are read by machines: CSV and JSON."""

import csv
import io
import json
from typing import Literal

from kyotsu.ledger.model import Ledger
from kyotsu.ledger.safe import as_text
from kyotsu.plain import plain
from tenancy.vocabulary import Text

Language = Literal["ja", "en"]
SCHEMA = 1
"""Of the JSON; raised when its shape or its meaning changes."""


def as_csv(ledger: Ledger, language: Language) -> str:
    """Return a line a system, below a line of titles. Quoted as RFC 4180 has it.

    It begins with a byte order mark: without one, Excel reads Japanese as another encoding.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [
            "id",
            *(f"{said(one.title, language)} [{', '.join(one.items)}]" for one in ledger.headings),
        ]
    )
    for row in ledger.rows:
        cells = (said(row.cells[one.id], language) for one in ledger.headings)
        writer.writerow([row.tenant, *map(as_text, cells)])
    return "\ufeff" + out.getvalue()


def as_json(ledger: Ledger) -> str:
    """Return everything, in both languages."""
    return json.dumps({"schema": SCHEMA, **plain(ledger)}, ensure_ascii=False, indent=2)


def said(text: Text, language: Language) -> str:
    """Return a text in one language."""
    return text.ja if language == "ja" else text.en

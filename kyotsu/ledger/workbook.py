"""A ledger as an Excel workbook: a sheet a language, then findings and changes."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from kyotsu.ledger.model import Ledger
from kyotsu.ledger.safe import as_text
from kyotsu.ledger.write import Language, said
from tenancy.vocabulary import Text

_SHEETS: Final[tuple[tuple[str, Language], ...]] = (("情報システム台帳", "ja"), ("Ledger", "en"))
_NARROW, _WIDE = 18, 42
_LONG: Final = 24
"""Characters, from which a column is wide."""


def as_xlsx(ledger: Ledger) -> bytes:
    """Return the workbook's bytes."""
    book = Workbook()
    del book["Sheet"]
    for title, language in _SHEETS:
        rows = (
            [row.tenant, *(said(row.cells[one.id], language) for one in ledger.headings)]
            for row in ledger.rows
        )
        above = [
            ["R7", *(", ".join(one.items) for one in ledger.headings)],
            ["id", *(said(one.title, language) for one in ledger.headings)],
        ]
        _sheet(book, title, above, rows)
    _sheet(
        book,
        "所見 Findings",
        [["id", "項目 column", "種別 kind", "日本語", "English"]],
        ([one.tenant, one.column, one.kind, one.message.ja, one.message.en]
         for one in ledger.findings),
    )  # fmt: skip
    if ledger.changes is not None:
        _sheet(
            book,
            "変更 Changes",
            [["id", "項目 column", "変更前", "変更後", "before", "after"]],
            ([one.tenant, one.column, *_pair(one.before, one.after, "ja"),
              *_pair(one.before, one.after, "en")] for one in ledger.changes.cells),
        )  # fmt: skip
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _pair(before: Text | None, after: Text | None, language: Language) -> tuple[str, str]:
    def shown(text: Text | None) -> str:
        return "" if text is None else said(text, language)

    return shown(before), shown(after)


def _sheet(book: Any, title: str, above: list[list[str]], rows: Iterable[list[str]]) -> None:
    sheet = book.create_sheet(title)
    longest: dict[int, int] = {}
    for line in above:
        sheet.append(line)
    for row in rows:
        sheet.append([as_text(cell) for cell in row])
        for position, cell in enumerate(row, 1):
            width = max((len(line) for line in cell.splitlines()), default=0)
            longest[position] = max(longest.get(position, 0), width)
    for line in sheet.iter_rows(max_row=len(above)):
        for cell in line:
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor="DDE3EA")
    for line in sheet.iter_rows():
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for position in range(1, len(above[0]) + 1):
        wide = longest.get(position, 0) > _LONG
        sheet.column_dimensions[get_column_letter(position)].width = _WIDE if wide else _NARROW
    sheet.freeze_panes = sheet.cell(row=len(above) + 1, column=2)

"""A dossier as a PDF for officers: Japanese with English below it, the same bytes each time.

The fonts are those of Adobe's Asian font pack, which readers bring along, so none is embedded:
https://docs.reportlab.com/reportlab/userguide/ch3_fonts/
"""

from collections.abc import Iterator
from html import escape
from io import BytesIO
from typing import Any, Final

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer, TableStyle

from kyotsu.evidence.model import STATUS_WORDS, ControlEvidence, Dossier, Status
from kyotsu.evidence.page import TITLE
from tenancy.vocabulary import Text

_FONT: Final = "HeiseiKakuGo-W5"
_MARGIN: Final = 15 * mm
_WIDTHS: Final = (27 * mm, 88 * mm, 27 * mm, 45 * mm, 80 * mm)
_HEADS: Final = (
    Text(ja="識別子", en="Id"),
    Text(ja="要約", en="Summary"),
    Text(ja="状態", en="State"),
    Text(ja="規則", en="Rules"),
    Text(ja="規則では示せないこと", en="What rules can't show"),
)
_BODY: Final = ParagraphStyle("body", fontName=_FONT, fontSize=7.5, leading=10, wordWrap="CJK")
_HEAD: Final = ParagraphStyle("head", parent=_BODY, fontSize=11, leading=15, spaceBefore=8)
_TITLE: Final = ParagraphStyle("title", parent=_BODY, fontSize=16, leading=22)
_GRID: Final = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.3, colors.HexColor("#9aa2ad")),
        ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#eef1f5")),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
)


def as_pdf(dossier: Dossier) -> bytes:
    """Return the document. Its own dates and ids are left out, so it can be reproduced."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    written = BytesIO()
    document = SimpleDocTemplate(
        written,
        pagesize=landscape(A4),
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=f"{TITLE.ja} / {TITLE.en}: {dossier.stack}",
        author="Government Common Platform",
        lang="ja",
        invariant=1,
    )
    document.build(list(_story(dossier)), onFirstPage=_foot(dossier), onLaterPages=_foot(dossier))
    return written.getvalue()


def _story(dossier: Dossier) -> Iterator[Any]:
    origin = dossier.origin
    yield Paragraph(_both(TITLE), _TITLE)
    yield Paragraph(
        f"{_both(dossier.subject)}<br/>{_both(dossier.owner)}<br/>{escape(dossier.stack)}", _HEAD
    )
    yield Paragraph(
        f"commit {origin.commit} ({origin.committed.isoformat()})<br/>"
        f"{origin.basis} {dossier.graph_hash}<br/>policies {origin.pack}",
        _BODY,
    )
    if origin.uncommitted:
        yield Paragraph(
            _both(
                Text(
                    ja=f"下書きである。{origin.uncommitted}個のファイルがコミットと異なる。",
                    en=f"This is a draft: {origin.uncommitted} files differ from the commit.",
                )
            ),
            _HEAD,
        )
    yield Spacer(0, 6)
    yield _overview(dossier)
    for framework in dict.fromkeys(one.framework for one in dossier.controls):
        yield Paragraph(escape(framework), _HEAD)
        yield _controls([one for one in dossier.controls if one.framework == framework])


def _overview(dossier: Dossier) -> LongTable:
    rows = [[_cell(_both(STATUS_WORDS[one])), _cell(str(dossier.count(one)))] for one in Status]
    return LongTable(rows, colWidths=(80 * mm, 20 * mm), style=_GRID, hAlign="LEFT")


def _controls(of: list[ControlEvidence]) -> LongTable:
    rows = [[_cell(_both(head)) for head in _HEADS]]
    rows.extend(
        [
            _cell(escape(one.id)),
            _cell(_both(one.summary)),
            _cell(_both(STATUS_WORDS[one.status])),
            _cell(", ".join(one.rules)),
            _cell(_both(one.left)),
        ]
        for one in of
    )
    return LongTable(rows, colWidths=_WIDTHS, style=_GRID, repeatRows=1)


def _cell(text: str) -> Paragraph:
    return Paragraph(text, _BODY)


def _both(text: Text) -> str:
    # The Asian font's Latin letters are all as wide as a half of a kanji.
    return f'{escape(text.ja)}<br/><font name="Helvetica">{escape(text.en)}</font>'


def _foot(dossier: Dossier) -> Any:
    def draw(canvas: Any, document: Any) -> None:
        canvas.setFont(_FONT, 7)
        canvas.drawString(_MARGIN, 8 * mm, f"{dossier.stack}  {dossier.origin.commit[:12]}")
        canvas.drawRightString(landscape(A4)[0] - _MARGIN, 8 * mm, str(document.page))

    return draw

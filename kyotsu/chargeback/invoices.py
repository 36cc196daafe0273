"""Invoice sheets: one a ministry, as an Excel workbook and as a page, in both languages."""

import io
from decimal import Decimal
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from kyotsu.chargeback.model import Chargeback, Charged
from kyotsu.output import write_files
from kyotsu.pages.render import page, said
from kyotsu.prices.money import ZERO
from tenancy.fleet import Fleet
from tenancy.vocabulary import Text

_SHEETS: Final = {"ja": "請求明細", "en": "Invoice"}
_HEADINGS: Final = {
    "ja": (
        "システム",
        "固有の費用（米ドル）",
        "基盤の分担（米ドル）",
        "合計（米ドル）",
        "合計（円）",
    ),
    "en": (
        "System",
        "Own cost (USD)",
        "Share of the foundation (USD)",
        "Total (USD)",
        "Total (yen)",
    ),
}
_SERVICES: Final = {"ja": ("サービス別の内訳", "米ドル"), "en": ("By service", "USD")}
_TOTAL: Final = {"ja": "合計", "en": "Total"}
_RATE: Final = {
    "ja": "{month}利用分。1米ドル＝{yen}円（{as_of}）。税抜。",
    "en": "For {month}. One dollar is {yen} yen, as of {as_of}. Without tax.",
}
TITLE: Final = Text(
    ja="政府共通プラットフォーム利用料 請求明細",
    en="Invoice for the use of the Government Common Platform",
)


def write_invoices(charged: Chargeback, fleet: Fleet, folder: Path) -> tuple[Path, ...]:
    """Write each ministry's workbook and page, all or none, and return their paths.

    Raises:
        UserMistake: the folder's path is a file's.
        WorldFault: the folder can't be written to.
    """
    files: dict[str, bytes] = {}
    for ministry in sorted({one.ministry for one in charged.tenants}):
        tenants = tuple(one for one in charged.tenants if one.ministry == ministry)
        name = f"{charged.stage}-{charged.export.month}-{ministry}"
        workbook = io.BytesIO()
        _workbook(charged, fleet, ministry, tenants).save(workbook)
        files[f"{name}.xlsx"] = workbook.getvalue()
        files[f"{name}.html"] = _page(charged, fleet, ministry, tenants).encode()
    return write_files(folder, files)


def _page(charged: Chargeback, fleet: Fleet, ministry: str, tenants: tuple[Charged, ...]) -> str:
    return page(
        "invoice.html.j2",
        TITLE,
        "kyotsu.chargeback",
        charged=charged,
        ministry=fleet.ministries[ministry].name,
        tenants=tenants,
        names={one.key: fleet.tenants[one.key].name for one in tenants},
        usd_total=sum((one.usd for one in tenants), ZERO),
        yen_total=sum((one.yen for one in tenants), ZERO),
    )


def _workbook(
    charged: Chargeback, fleet: Fleet, ministry: str, tenants: tuple[Charged, ...]
) -> Workbook:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for lang, title in _SHEETS.items():
        sheet = workbook.create_sheet(title)
        _row(sheet, said(TITLE, lang), bold=True)
        _row(sheet, said(fleet.ministries[ministry].name, lang))
        rate = charged.rate
        _row(
            sheet,
            _RATE[lang].format(month=charged.export.month, yen=rate.yen, as_of=rate.as_of),
        )
        _row(sheet)
        _row(sheet, *_HEADINGS[lang], bold=True)
        for one in tenants:
            name = f"{said(fleet.tenants[one.key].name, lang)} ({one.key})"
            _row(sheet, name, one.own, one.share, one.usd, one.yen)
        _row(
            sheet,
            _TOTAL[lang],
            sum((one.own for one in tenants), ZERO),
            sum((one.share for one in tenants), ZERO),
            sum((one.usd for one in tenants), ZERO),
            sum((one.yen for one in tenants), ZERO),
            bold=True,
        )
        for one in tenants:
            _row(sheet)
            _row(sheet, f"{one.key}: {_SERVICES[lang][0]}", _SERVICES[lang][1], bold=True)
            for service, usd in one.services.items():
                _row(sheet, service, usd)
        sheet.column_dimensions["A"].width = 56
        for column in "BCDE":
            sheet.column_dimensions[column].width = 26
    return workbook


def _row(sheet: Worksheet, *values: str | Decimal, bold: bool = False) -> None:
    sheet.append(values or ("",))
    for column in range(1, len(values) + 1):
        cell = sheet.cell(sheet.max_row, column)
        assert isinstance(cell, Cell)  # noqa: S101 - nothing is merged
        if isinstance(cell.value, str):
            cell.data_type = "s"  # never a formula, whatever it begins with
        else:
            cell.number_format = "#,##0" if column == len(_HEADINGS["ja"]) else "#,##0.00"
        if bold:
            cell.font = Font(bold=True)

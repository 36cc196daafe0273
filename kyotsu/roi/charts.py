"""Bars from a low to a high value, as SVG inside a page.

Drawn here and not by a library: two kinds of bars need no script, no font and no 100 KB a page.
The same values stand in a table beside each chart, for whoever can't see it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

WIDTH = 900
LABEL = 300
ROW = 28
TOP = 34
STEPS = 4


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar, with a mark at the value that is counted with."""

    label: str
    low: Decimal
    high: Decimal
    mark: Decimal


def bars(title: str, rows: Sequence[Bar], *, from_zero: bool) -> Markup:
    """Return a chart; `from_zero` keeps zero in it, however far away it is."""
    ends = [*(row.low for row in rows), *(row.high for row in rows)]
    ends += [Decimal(0)] if from_zero or not ends else []
    least, most = min(ends), max(ends)
    whole = (most - least) or Decimal(1)

    def x(value: Decimal) -> float:
        return round(LABEL + float((value - least) / whole) * (WIDTH - LABEL - 40) + 10, 1)

    height = TOP + ROW * len(rows) + 30
    parts = [
        (
            f'<svg role="img" aria-label="{escape(title)}" viewBox="0 0 {WIDTH} {height}"'
            f' width="{WIDTH}" height="{height}">'
        ),
        f'<text x="0" y="18" font-weight="bold">{escape(title)}</text>',
    ]
    for step in range(STEPS + 1):
        value = least + whole * step / STEPS
        at = x(value)
        parts.append(
            f'<line x1="{at}" x2="{at}" y1="{TOP}" y2="{height - 24}" class="scale"/>'
            f'<text x="{at}" y="{height - 6}" text-anchor="middle">{_short(value)}</text>'
        )
    for number, row in enumerate(rows):
        y = TOP + number * ROW
        kind = "gain" if row.mark > 0 else "loss"
        parts.append(
            f'<text x="{LABEL - 4}" y="{y + 18}" text-anchor="end">{escape(row.label)}</text>'
            f'<rect x="{x(row.low)}" y="{y + 5}" height="{ROW - 10}"'
            f' width="{max(1.0, round(x(row.high) - x(row.low), 1))}" class="{kind}"/>'
            f'<line x1="{x(row.mark)}" x2="{x(row.mark)}" y1="{y + 2}" y2="{y + ROW - 2}"'
            ' class="mark"/>'
        )
    if least <= 0 <= most:
        zero = x(Decimal(0))
        parts.append(f'<line x1="{zero}" x2="{zero}" y1="{TOP}" y2="{height - 24}" class="axis"/>')
    parts.append("</svg>")
    return Markup("".join(parts))  # noqa: S704 - all texts in it are escaped above


def _short(value: Decimal) -> str:
    """Return yen in millions."""
    return f"{value / 1_000_000:,.1f}M"

"""Judged candidates as JSON and as a page."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from kyotsu.pages.render import body, page
from kyotsu.prices.money import Range
from kyotsu.roi.charts import Bar, bars
from kyotsu.roi.model import Result
from kyotsu.roi.show import VERDICTS
from tenancy.candidate import Assumptions
from tenancy.vocabulary import Text

TITLE = Text(ja="統合の費用対効果", en="Whether joining the platform pays")
TEMPLATE = "roi.html.j2"
SHOWN_SWINGS = 10


def _ends(value: Range) -> dict[str, str]:
    return {"low": str(value.low), "high": str(value.high)}


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def as_json(results: tuple[Result, ...], assumptions: Assumptions) -> str:
    """Return the ranking; amounts are yen, as text."""
    data: dict[str, Any] = {
        "assumptions": assumptions.model_dump(mode="json"),
        "candidates": [
            {
                "candidate": one.candidate.key,
                "verdict": one.verdict,
                "today_yen": _ends(one.today),
                "here_yen": _ends(one.here),
                "share_yen": _ends(one.share),
                "marginal_month_yen": _ends(one.marginal),
                "once_yen": _ends(one.once),
                "npv_yen": {**_ends(one.npv), "middle": str(one.npv_middle)},
                "payback_years": _text(one.payback_years),
                "break_even_load": _text(one.break_even),
                "swings": [
                    {
                        "factor": swing.name.en,
                        "guess": swing.guess,
                        "npv_at_low": str(swing.at_low.quantize(Decimal(1))),
                        "npv_at_high": str(swing.at_high.quantize(Decimal(1))),
                    }
                    for swing in one.swings
                ],
                "unknown": list(one.unknown),
            }
            for one in results
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def as_page(results: tuple[Result, ...], assumptions: Assumptions, today: date) -> str:
    """Return the page for officers, with charts, in both languages."""
    return page(TEMPLATE, TITLE, "kyotsu.roi", **_values(results, assumptions, today))


def ranked(results: tuple[Result, ...], assumptions: Assumptions, today: date, lang: str) -> Markup:
    """Return what the page says in one language, for another page to hold it."""
    return body(TEMPLATE, "kyotsu.roi", lang, **_values(results, assumptions, today))


def _values(results: tuple[Result, ...], assumptions: Assumptions, today: date) -> dict[str, Any]:
    return {
        "results": results,
        "assumptions": assumptions,
        "today": today,
        "words": {key: words for key, (words, _) in VERDICTS.items()},
        "ranking": {lang: _ranking(results, lang) for lang in ("ja", "en")},
        "tornado": {
            (one.candidate.key, lang): _tornado(one, lang)
            for one in results
            for lang in ("ja", "en")
        },
    }


def _ranking(results: tuple[Result, ...], lang: str) -> str:
    title = "正味現在価値（円）" if lang == "ja" else "Net present value (yen)"
    return bars(
        title,
        [
            Bar(
                label=one.candidate.name.ja if lang == "ja" else one.candidate.name.en,
                low=one.npv.low,
                high=one.npv.high,
                mark=one.npv_middle,
            )
            for one in results
        ],
        from_zero=True,
    )


def _tornado(one: Result, lang: str) -> str:
    ja = lang == "ja"
    title = "正味現在価値への影響（円）" if ja else "What moves the net present value (yen)"
    return bars(
        title,
        [
            Bar(
                label=(swing.name.ja if ja else swing.name.en)
                + ((" （推定）" if ja else " (a guess)") if swing.guess else ""),
                low=min(swing.at_low, swing.at_high),
                high=max(swing.at_low, swing.at_high),
                mark=one.npv_middle,
            )
            for swing in one.swings[:SHOWN_SWINGS]
        ],
        from_zero=False,
    )

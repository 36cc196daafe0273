"""Draws the page: one file, whose only script and style are named by their hashes."""

import base64
import hashlib
from collections.abc import Sized
from functools import cache
from pathlib import Path
from typing import Final, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kyotsu.review.html import views
from kyotsu.review.html.data import script_data
from kyotsu.review.html.labels import LABELS, MORE_ROWS, OUTCOMES
from kyotsu.review.model import Review
from kyotsu.review.picture.pictures import pictures_of
from kyotsu.review.picture.pictures import style as style_of_drawings

Language = Literal["ja", "en"]
_FOLDER: Final = Path(__file__).parent / "templates"
SEVERITIES: Final = ("critical", "high", "medium", "low")


def as_html(review: Review, language: Language = "ja") -> str:
    """Return the page. `language` is what it opens in; the other one is a click away.

    Everything of the review is escaped, and no script but the page's own may run
    (https://www.w3.org/TR/CSP3/#hash-source-list).
    """
    style, script = f"{_asset('page.css')}\n{style_of_drawings()}", _asset("page.js")
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            review=review,
            language=language,
            loud=[one for one in review.stacks if not views.is_quiet(one)],
            priced=any(one.cost for one in review.stacks),
            cost_notes=views.cost_notes(review),
            yen=views.yen,
            unchecked=(unchecked := views.unchecked(review)),
            diagnostics=(diagnostics := views.diagnostics(review)),
            reaches=(reaches := [one for one in review.stacks if one.reach and one.changes]),
            pictures=(pictures := pictures_of(review)),
            counts=_counts(unchecked, diagnostics, pictures, reaches, review),
            views=views,
            labels=LABELS,
            outcomes=OUTCOMES,
            more_rows=MORE_ROWS,
            severities=SEVERITIES,
            dangers=views.dangers(review),
            findings=views.findings(review),
            verdicts=views.verdicts(review),
            style=Markup(style),  # noqa: S704 - our own file, and nothing of a review's
            script=Markup(script),  # noqa: S704 - as above
            style_hash=_hash(style),
            script_hash=_hash(script),
            data=Markup(script_data(review)),  # noqa: S704 - no sign of HTML is left in it
        )
    )


def _counts(
    unchecked: Sized, diagnostics: Sized, pictures: Sized, reaches: Sized, review: Review
) -> dict[str, int]:
    """Return how much there is in the sections that are there only where they have something."""
    return {
        "proof": len(review.proof),
        "unchecked": len(unchecked) + len(diagnostics),
        "network": len(pictures),
        "reach": len(reaches),
        "changes": sum(len(one.changes) for one in review.stacks),
    }


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _asset(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8").strip()


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

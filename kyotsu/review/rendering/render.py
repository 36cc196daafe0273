"""A review in the form that was asked for."""

import sys
from enum import StrEnum
from io import StringIO
from pathlib import Path

from rich.console import Console

from kyotsu.errors import UserMistake
from kyotsu.output import write_files
from kyotsu.review.model import Review
from kyotsu.review.words.language import Language


class Format(StrEnum):
    """How a review is written."""

    TERM = "term"
    MD = "md"
    JSON = "json"
    SARIF = "sarif"
    HTML = "html"


def rendered(
    review: Review,
    form: Format,
    *,
    language: Language = Language.BOTH,
    budget: int | None = None,
    whole: str = "",
) -> str:
    """Return a review as text. `budget` and `whole` are of Markdown.

    Raises:
        UserMistake: a budget is given for another form, or is below zero.
    """
    if budget is not None and (form is not Format.MD or budget < 0):
        raise UserMistake("--budget is a number of bytes, from 0, and goes with --format md")
    if form is Format.MD:
        from kyotsu.review.rendering.markdown import as_markdown

        return as_markdown(review, language=language, budget=budget, whole=whole)
    if form is Format.JSON:
        from kyotsu.review.rendering.as_json import as_json

        return as_json(review)
    if form is Format.SARIF:
        from kyotsu.review.rendering.sarif import as_sarif

        return as_sarif(review, language=language)
    if form is Format.HTML:
        from kyotsu.review.html.page import as_html

        return as_html(review, "en" if language is Language.EN else "ja")
    return _terminal(review, language)


def put(text: str, out: Path | None) -> None:
    """Write a text to a file, or to the standard output.

    Raises:
        UserMistake: that is a folder, or below a file.
        WorldFault: the file can't be written.
    """
    data = text.encode("utf-8", "replace")
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    write_files(out.parent, {out.name: data})


def _terminal(review: Review, language: Language) -> str:
    from kyotsu.review.rendering.terminal import print_review

    seen = Console(stderr=False)
    page = StringIO()
    console = Console(file=page, force_terminal=seen.is_terminal, width=seen.width, highlight=False)
    print_review(review, console, language)
    return page.getvalue()

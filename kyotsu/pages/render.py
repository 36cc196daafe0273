"""Renders a page in both languages into one file."""

from decimal import Decimal
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from kyotsu.prices.money import Range
from tenancy.vocabulary import Text

LANGUAGES = ("ja", "en")
_MILLIONTH = Decimal("0.000001")


def page(template: str, title: Text, package: str, **values: Any) -> str:
    """Return a page: the template of a package's `pages` folder, once in each language.

    A template gets `lang`, its values, and the filters `yen`, `usd`, `amount`, `quantity`, `said`.
    """
    bodies = {lang: body(template, package, lang, **values) for lang in LANGUAGES}
    return templates("kyotsu.pages").get_template("base.html.j2").render(title=title, bodies=bodies)


def body(template: str, package: str, lang: str, **values: Any) -> Markup:
    """Return what a page says in one language, for another page to hold it."""
    said_there = templates(package).get_template(template).render(lang=lang, **values)
    return Markup(said_there)  # noqa: S704 - rendered by a template that escapes all values


@cache
def templates(package: str) -> Environment:
    """Return the templates of a package's `pages` folder, in which everything is escaped."""
    environment = Environment(
        loader=PackageLoader(package, "pages" if package != "kyotsu.pages" else "."),
        autoescape=select_autoescape(("html.j2",), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Any] = environment.filters
    filters.update(yen=yen, usd=usd, amount=amount, quantity=quantity, said=said)
    return environment


def said(text: Text, lang: str) -> str:
    """Return a text in a language."""
    return text.ja if lang == "ja" else text.en


def amount(value: Decimal, places: int = 0) -> str:
    """Return a number with commas and so many places."""
    return f"{value:,.{places}f}"


def quantity(value: Range) -> str:
    """Return how much of something there is, as a range where it is one, without idle zeros.

    A measured volume has more places than anybody reads: it is shown with six.
    """
    shown = value.rounded(_MILLIONTH)
    low, high = (format(end.normalize(), ",f") for end in (shown.low, shown.high))
    return low if low == high else f"{low} – {high}"


def yen(value: Range | Decimal) -> str:
    """Return yen, as a range where it is one."""
    return _spelled(value, "¥", 0)


def usd(value: Range | Decimal) -> str:
    """Return dollars, as a range where it is one."""
    return _spelled(value, "$", 2)


def _spelled(value: Range | Decimal, sign: str, places: int) -> str:
    if isinstance(value, Decimal):
        value = Range.exactly(value)
    low, high = (
        f"{'-' if end < 0 else ''}{sign}{amount(abs(end), places)}"
        for end in (value.low, value.high)
    )
    return low if low == high else f"{low} – {high}"

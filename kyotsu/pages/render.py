"""Renders a page in both languages into one file."""

from decimal import Decimal
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from kyotsu.prices.money import Range
from tenancy.vocabulary import Text

LANGUAGES = ("ja", "en")


def page(template: str, title: Text, package: str, **values: Any) -> str:
    """Return a page: the template of a package's `pages` folder, once in each language.

    A template gets `lang`, its values, and the filters `yen`, `usd`, `amount` and `said`.
    """
    environment = _environment(package)
    bodies = {
        lang: Markup(environment.get_template(template).render(lang=lang, **values))  # noqa: S704
        for lang in LANGUAGES
    }
    return (
        _environment("kyotsu.pages").get_template("base.html.j2").render(title=title, bodies=bodies)
    )


@cache
def _environment(package: str) -> Environment:
    environment = Environment(
        loader=PackageLoader(package, "pages" if package != "kyotsu.pages" else "."),
        autoescape=select_autoescape(("html.j2",), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Any] = environment.filters
    filters.update(yen=yen, usd=usd, amount=amount, said=said)
    return environment


def said(text: Text, lang: str) -> str:
    """Return a text in a language."""
    return text.ja if lang == "ja" else text.en


def amount(value: Decimal, places: int = 0) -> str:
    """Return a number with commas and so many places."""
    return f"{value:,.{places}f}"


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

"""Writes the price book as text, always in the same form."""

from typing import Any, Final

import yaml

from kyotsu.prices.book import Book

HEAD: Final = """\
# The price book: AWS's public list prices for on-demand use, in US dollars, without tax.
#
# `kyotsu prices refresh` asks AWS's price list for each of them and writes this file. docs/cost.md
# says what its words mean. Of tiers that fall with volume the first is taken: the dearest.
#
# confidence listed:     read from AWS's price list on the day `as_of`.
#            quoted:     read on that day by the public text that is named, not by us from AWS.
#            remembered: written down without a source at hand; it has no date. Refresh it.
"""


def render(book: Book) -> str:
    """Return the text of a book's file."""
    data: dict[str, Any] = book.model_dump(mode="python", exclude_defaults=True)
    data = {name: data[name] for name in type(book).model_fields if name in data}
    for price in data["prices"].values():
        for listed in price["regions"].values():
            listed["usd"] = _Quoted(format(listed["usd"], "f"))
    return HEAD + yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


class _Quoted(str):
    """Text that looks like a number."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes amounts in quotes."""


def _quoted(dumper: yaml.SafeDumper, text: _Quoted) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style="'")


_Dumper.add_representer(_Quoted, _quoted)

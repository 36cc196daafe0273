"""Lets no name and no value become Markdown, HTML, a mention or a link."""

import html
import re
from typing import Final

_SPECIAL: Final = re.compile(r"[\\`*_\[\]~|$]")
_BEGINS: Final = re.compile(r"^(\s*)([-+#=>]|\d+[.)])")
# What GitHub makes links or mentions of, in plain text too.
_LINKS: Final = re.compile(r"(@|#(?=\d)|GH-(?=\d)|:(?=//)|www(?=\.)|mailto:|xmpp:)", re.IGNORECASE)
_APART: Final = "\u200b"
# Controls, separators, and what turns the direction of writing around.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]"
)


def visible(text: str) -> str:
    """Return a text on one line, in which nothing is hidden."""
    flat = text.replace("\r\n", "\n").replace("\n", " ⏎ ").replace("\t", " ")
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", _paired(flat))


def plain(text: str) -> str:
    """Return a text as Markdown that shows exactly this text."""
    flat = visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    escaped = _SPECIAL.sub(r"\\\g<0>", flat)
    escaped = _LINKS.sub(rf"\1{_APART}", escaped)
    return _BEGINS.sub(_unbegun, escaped)


def in_html(text: str) -> str:
    """Return a text for the inside of an HTML element, where Markdown's escapes aren't read."""
    return _LINKS.sub(rf"\1{_APART}", html.escape(visible(text), quote=False))


def _unbegun(found: re.Match[str]) -> str:
    """Take the meaning from what would begin a list or a heading."""
    sign = found[2]
    return f"{found[1]}{sign[:-1]}\\{sign[-1]}"


def code(text: str) -> str:
    """Return a text as a code span, also for a cell of a table."""
    flat = visible(text) or " "
    longest = max((len(run) for run in re.findall("`+", flat)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if flat.startswith("`") or flat.endswith("`") or flat.strip() != flat else ""
    # A backslash before a bar is eaten by the table, so that there the bar is another one.
    return f"{fence}{pad}{flat.replace('|', '¦')}{pad}{fence}"


def _paired(text: str) -> str:
    """Return a text without halves of surrogate pairs, which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")

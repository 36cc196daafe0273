"""How a secret may be written when it turns up in another text."""

import base64
import html
import json
import re
from collections.abc import Iterator
from typing import Any, Final, cast
from urllib.parse import quote, quote_plus

SHORTEST: Final = 4
"""Shorter ones are masked where they stand, and not looked for elsewhere."""
WITHIN_WORDS: Final = 6
"""Shorter ones are taken for the secret only where they stand apart, not as a part of a word."""
_LINE: Final = 12
# Of everybody: a review in which each zone's name is masked says nothing.
_COMMON: Final = re.compile(r"[a-z]{2}-[a-z]+-\d[a-z]?|true|false|null|none|admin|root|\*+", re.I)


def texts_in(value: Any) -> Iterator[str]:
    """Yield the texts in a secret value by which it would be known elsewhere."""
    if isinstance(value, str):
        yield value
        if value[:1] in ("{", "["):
            try:
                yield from texts_in(json.loads(value))
            except (ValueError, RecursionError):
                return
    elif isinstance(value, dict):
        for inner in cast("dict[str, Any]", value).values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in cast("list[Any]", value):
            yield from texts_in(inner)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)


def forms_of(text: str) -> set[str]:
    """Return the ways to write a secret text, itself included; none where it tells nothing."""
    bare = text.strip()
    if len(bare) < SHORTEST or _COMMON.fullmatch(bare):
        return set()
    found = {text, bare}
    lines = [line.strip() for line in bare.splitlines()]
    found.update(line for line in lines if len(line) >= _LINE)
    for one in tuple(found):
        found.update(_written(one))
    return {one for one in found if len(one) >= SHORTEST}


def _written(text: str) -> Iterator[str]:
    for ascii_only in (True, False):
        escaped = json.dumps(text, ensure_ascii=ascii_only)[1:-1]
        yield escaped
        yield json.dumps(escaped, ensure_ascii=ascii_only)[1:-1]
        # As Go writes JSON, with what HTML would take for markup.
        yield re.sub("[<>&]", lambda found: f"\\u{ord(found[0]):04x}", escaped)
    yield html.escape(text)
    yield html.escape(text, quote=False)
    yield quote(text, safe="")
    yield quote(text)
    yield quote_plus(text)
    raw = text.encode("utf-8", "surrogatepass")
    if len(raw) >= _LINE:
        yield raw.hex()
        for alphabet in (base64.b64encode, base64.urlsafe_b64encode):
            for shift in range(3):
                # What stays the same wherever the secret begins in the encoded text.
                encoded = alphabet(b"\0" * shift + raw).decode().rstrip("=")
                whole = len(encoded) - (1 if (shift + len(raw)) % 3 else 0)
                yield encoded[(0, 2, 3)[shift] : whole]

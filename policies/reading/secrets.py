"""What looks like a secret where none belongs. Nothing here returns what it found."""

import re
from typing import Final

_NAMES: Final = re.compile(
    r"(passw(or)?d|passphrase|secret|credential|api_?key|private_?key|access_?key|tokens?(_|$))",
    re.IGNORECASE,
)
_REFERENCES: Final = re.compile(
    r"_?(arn|id|name|path|parameter|url|file|header|issuer|ttl|age|length)$", re.IGNORECASE
)
_TEXTS: Final = re.compile(
    r"""
    \b(?:AKIA|ASIA)[0-9A-Z]{16}\b                         # an access key's id
    | -----BEGIN\ [A-Z ]*PRIVATE\ KEY-----
    | (?:passw(?:or)?d|secret|token)["']?\s*[=:]\s*["']?(?![$({<"'\s])[^\s"']{6,}
    """,
    re.IGNORECASE | re.VERBOSE,
)


def names_secret(name: str) -> bool:
    """Whether a variable of this name holds a secret, and not just says where one is kept."""
    return bool(_NAMES.search(name)) and not _REFERENCES.search(name)


def holds_secret(text: str) -> bool:
    """Whether a text has a secret written out in it; a reference such as `$TOKEN` is none."""
    return bool(_TEXTS.search(text))

"""Policy variables: what stands in `${...}`, and what it stands for in one request.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

import re
from collections.abc import Callable
from typing import Final

from kyotsu.proof.access.policy.demands import Domain

_VARIABLE: Final = re.compile(r"\$\{([^}]*)\}?")
_DEFAULT: Final = re.compile(r"\s*([^,\s]+)\s*(?:,\s*'([^']*)'\s*)?")


def has_variable(text: str) -> bool:
    """Return whether a text has a variable in it."""
    return "${" in text


def widened(text: str) -> str:
    """Put an asterisk for each variable."""
    return _VARIABLE.sub("*", text)


def resolved(text: str, known: Callable[[str], Domain]) -> str | None:
    """Return a text in which each variable has its value; None where one isn't known.

    `${*}`, `${?}` and `${$}` stand for the characters themselves, which no pattern here can say.
    """
    found = ""
    at = 0
    for one in _VARIABLE.finditer(text):
        value = _value(one[1], known)
        if value is None:
            return None
        found += text[at : one.start()] + value
        at = one.end()
    return found + text[at:]


def _value(inside: str, known: Callable[[str], Domain]) -> str | None:
    read = _DEFAULT.fullmatch(inside)
    if read is None:
        return None
    domain = known(read[1].lower())
    if not domain.fixed:
        return None
    if domain.values is None:
        return read[2]
    value = domain.values[0] if len(domain.values) == 1 else None
    return None if value is None or "*" in value or "?" in value else value

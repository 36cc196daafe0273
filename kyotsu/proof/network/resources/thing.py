"""What every resource has, and what is said of one that can't be read."""

from dataclasses import dataclass

Span = tuple[int, int]
"""Both ends included."""


@dataclass(frozen=True, kw_only=True)
class Thing:
    """Something that a line of the program declares."""

    urn: str
    line: str = ""
    """`components/network/tier.py:48`."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something that can't be read or isn't modelled, and what it touches.

    `touches` are URNs; `ja` and `en` are whole sentences without what they are about.
    """

    urn: str
    line: str
    ja: str
    en: str
    touches: tuple[str, ...] = ()

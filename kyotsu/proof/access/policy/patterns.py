"""Sets of texts that IAM's patterns describe.

`*` stands for any text and `?` for any one character. In an ARN that is compared by its parts, in
`ArnLike` for one, neither crosses a colon in the first five of six parts:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html

A walk goes through a pattern one character after the other, in all places of it where it can be.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

_ARN_PARTS: Final = 6


@dataclass(frozen=True)
class Pattern:
    """One pattern. `parted` ones are ARNs that are compared by their parts."""

    text: str
    parted: bool = False

    @property
    def exact(self) -> bool:
        """Whether it stands for one text only."""
        return "*" not in self.text and "?" not in self.text

    @cached_property
    def signs(self) -> tuple[tuple[str, bool], ...]:
        """The characters, each with whether a wildcard there may be a colon."""
        part = 0
        found: list[tuple[str, bool]] = []
        for character in self.text:
            found.append((character, not self.parted or part >= _ARN_PARTS - 1))
            part += character == ":"
        return tuple(found)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        pieces = {("*", True): ".*", ("*", False): "[^:]*", ("?", True): ".", ("?", False): "[^:]"}
        return re.compile(
            "".join(pieces.get(sign) or re.escape(sign[0]) for sign in self.signs), re.DOTALL
        )

    def matches(self, text: str) -> bool:
        """Return whether a text is one that the pattern describes."""
        return text == self.text if self.exact else self._compiled.fullmatch(text) is not None

    def begin(self) -> int:
        """Return where a walk through the pattern begins: a bit for each place in it."""
        return self._closed(1)

    def walk(self, places: int, character: str) -> int:
        """Return where a walk is after one more character."""
        found = self._walks.get((places, character))
        if found is None:
            moved = 0
            for place, (sign, colon) in enumerate(self.signs):
                if places >> place & 1:
                    if sign == "*":
                        moved |= 1 << place if colon or character != ":" else 0
                    elif sign == "?":
                        moved |= 1 << place + 1 if colon or character != ":" else 0
                    elif sign == character:
                        moved |= 1 << place + 1
            found = self._walks[places, character] = self._closed(moved)
        return found

    def goes_on(self, places: int) -> tuple[frozenset[str], bool]:
        """Return the characters that a walk can go on by, and whether by any other one too."""
        found = self._nexts.get(places)
        if found is None:
            here = [one for place, one in enumerate(self.signs) if places >> place & 1]
            wild = [colon for sign, colon in here if sign in "*?"]
            named = {sign for sign, _ in here} - {"*", "?"}
            if not all(wild):
                named.add(":")  # where some wildcard can't be a colon, a colon is not like the rest
            found = self._nexts[places] = (frozenset(named), bool(wild))
        return found

    def ended(self, places: int) -> bool:
        """Return whether a walk may end here."""
        return bool(places >> len(self.signs) & 1)

    def swallowed(self, places: int) -> bool:
        """Return whether a walk may end here and after anything more: an asterisk is last."""
        last = len(self.signs) - 1
        return last >= 0 and self.signs[last] == ("*", True) and bool(places >> last & 1)

    @cached_property
    def _walks(self) -> dict[tuple[int, str], int]:
        return {}

    @cached_property
    def _nexts(self) -> dict[int, tuple[frozenset[str], bool]]:
        return {}

    def _closed(self, places: int) -> int:
        """Add where an asterisk may be left without a character."""
        for place, (sign, _) in enumerate(self.signs):
            if sign == "*" and places >> place & 1:
                places |= 1 << place + 1
        return places


Group = Sequence[Pattern]
"""Some patterns, of which one is to match."""

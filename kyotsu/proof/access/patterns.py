"""Sets of texts that IAM's patterns describe, and whether one text is in some and not in others.

`*` stands for any text and `?` for any one character. In an ARN that is compared by its parts, in
`ArnLike` for one, neither crosses a colon in the first five of six parts:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html

Such patterns are regular languages, so "in this one and that one, and in none of those" is decided
exactly, by walking all of them at the same time, one character after the other (docs/adr/0016).
"""

import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

_ARN_PARTS: Final = 6
_PLAIN: Final = "xyzabcdefghijklmnopqrstuvw0123456789"
"""What stands for a character that no pattern names, as long as one of these isn't named."""
_TOO_MANY = 200_000


class Undecided(Exception):  # noqa: N818 - it states what is the case
    """A question is too large, or of a kind that isn't modelled; nothing is known then."""


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


def find(inside: Iterable[Group], outside: Group = ()) -> str | None:
    """Return a text that is in each group and not outside, the shortest one; None if none is.

    Raises `Undecided` where it can't be decided.
    """
    groups = tuple(frozenset(group) for group in inside)
    return _find(tuple(sorted(set(groups), key=_order)), frozenset(outside))


@cache
def _find(inside: tuple[frozenset[Pattern], ...], outside: frozenset[Pattern]) -> str | None:
    for group in inside:
        if all(pattern.exact for pattern in group):
            candidates = sorted(pattern.text for pattern in group)
            return next((one for one in candidates if _is_in(one, inside, outside)), None)
    for candidate in _likely(inside):
        if _is_in(candidate, inside, outside):
            return candidate
    return _walked(inside, outside)


def _order(group: frozenset[Pattern]) -> list[str]:
    return sorted(pattern.text for pattern in group)


def _is_in(text: str, inside: Collection[Collection[Pattern]], outside: Iterable[Pattern]) -> bool:
    return all(any(one.matches(text) for one in group) for group in inside) and not any(
        one.matches(text) for one in outside
    )


def _likely(inside: Iterable[frozenset[Pattern]]) -> Iterator[str]:
    """Yield texts that patterns describe at once: most questions are answered by one of them."""
    for group in inside:
        for pattern in sorted(group, key=lambda one: one.text):
            for filling in ("x", ""):
                yield pattern.text.replace("*", filling).replace("?", "x")


def _walked(inside: tuple[frozenset[Pattern], ...], outside: frozenset[Pattern]) -> str | None:
    """Walk all patterns at once, in width, until a text ends in each group and nowhere outside."""
    wanted = [tuple(group) for group in inside]
    every = [pattern for group in (*wanted, tuple(outside)) for pattern in group]
    named = {sign for one in every for sign, _ in one.signs} - {"*", "?"}
    other = next((one for one in _PLAIN if one not in named), "\N{REPLACEMENT CHARACTER}")
    inner = sum(map(len, wanted))
    rest = every[inner:]
    begin = tuple(pattern.begin() for pattern in every)
    seen = {begin}
    waiting = deque([("", begin)])
    while waiting:
        text, places = waiting.popleft()
        if _ends(wanted, outside, every, places):
            return text
        for character in _nexts(wanted, every, places, other):
            after = tuple(
                one.walk(place, character) if place else 0
                for one, place in zip(every, places, strict=True)
            )
            if after in seen or not _alive(wanted, after):
                continue
            if not any(map(Pattern.swallowed, rest, after[inner:])):
                if len(seen) >= _TOO_MANY:
                    raise Undecided(f"more than {_TOO_MANY:,} states")
                seen.add(after)
                waiting.append((text + character, after))
    return None


def _nexts(
    wanted: list[tuple[Pattern, ...]], every: list[Pattern], places: tuple[int, ...], other: str
) -> list[str]:
    """Return the characters that can matter next; `other` stands for all that none names here."""
    going = [one.goes_on(place) for one, place in zip(every, places, strict=True)]
    characters = {other}.union(*(named for named, _ in going))
    at = 0
    for group in wanted:
        here = going[at : at + len(group)]
        if not any(wild for _, wild in here):
            characters &= frozenset[str]().union(*(named for named, _ in here))
        at += len(group)
    return sorted(characters, key=lambda one: (one != other, one))


def _ends(
    wanted: list[tuple[Pattern, ...]],
    outside: Collection[Pattern],
    every: list[Pattern],
    places: tuple[int, ...],
) -> bool:
    at = 0
    for group in wanted:
        if not any(one.ended(places[at + number]) for number, one in enumerate(group)):
            return False
        at += len(group)
    rest = zip(every[at:], places[at:], strict=True)
    return not outside or not any(one.ended(place) for one, place in rest)


def _alive(wanted: list[tuple[Pattern, ...]], places: tuple[int, ...]) -> bool:
    """Return whether each group can still be ended in."""
    at = 0
    for group in wanted:
        if not any(places[at : at + len(group)]):
            return False
        at += len(group)
    return True

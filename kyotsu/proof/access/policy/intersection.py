"""Whether one text is in some sets of texts and not in others.

Patterns are regular languages, so "in this one and that one, and in none of those" is decided
exactly, by walking all of them at the same time, one character after the other (docs/adr/0016).
"""

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Final

from kyotsu.proof.access.policy.patterns import Group, Pattern

_PLAIN: Final = "xyzabcdefghijklmnopqrstuvw0123456789"
"""What stands for a character that no pattern names, as long as one of these isn't named."""
_TOO_MANY = 200_000


class Undecided(Exception):  # noqa: N818 - it states what is the case
    """A question is too large, or of a kind that isn't modelled; nothing is known then."""


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

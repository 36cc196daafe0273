"""Integers cut into the pieces that matter, so that a set of them is one Python integer.

Every prefix and port range of a stage begins and ends at a few thousand numbers. Between two of
them all addresses behave alike: they are one *atom*, and a set of atoms is the bits of an integer.
Nothing is sampled: each atom stands for all its numbers (Yang and Lam, "Real-time verification of
network properties using atomic predicates", IEEE/ACM Transactions on Networking 24, 2016).
`docs/adr/0015-network-proof.md` has the measurements behind the choice.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Final


class Line:
    """The integers from 0 to `top`, cut so that each of the given ranges is whole atoms."""

    def __init__(self, top: int, ranges: Iterable[tuple[int, int]]) -> None:
        cuts = {0}
        for low, high in ranges:
            cuts.add(low)
            cuts.add(high + 1)
        cuts.discard(top + 1)
        self.top: Final = top
        self._starts: Final = sorted(cuts)
        self.all: Final = (1 << len(self._starts)) - 1
        self._known: dict[tuple[int, int], int] = {}

    def __len__(self) -> int:
        return len(self._starts)

    def mask(self, low: int, high: int) -> int:
        """Return the atoms of a range, both ends included.

        Raises:
            ValueError: the range doesn't end where an atom does; it wasn't among those given.
        """
        found = self._known.get((low, high))
        if found is None:
            first, after = bisect_left(self._starts, low), bisect_left(self._starts, high + 1)
            if self._start(first) != low or self._start(after) != high + 1:
                raise ValueError(f"{low} to {high} cuts an atom")
            found = self._known[low, high] = ((1 << (after - first)) - 1) << first
        return found

    def atom_of(self, number: int) -> int:
        """Return the mask of the one atom that a number is in."""
        return 1 << (bisect_right(self._starts, number) - 1)

    def around(self, low: int, high: int) -> int:
        """Return the atoms that any number of a range is in."""
        return (self.atom_of(high) << 1) - self.atom_of(low)

    def ranges(self, mask: int) -> Iterator[tuple[int, int]]:
        """Yield the ranges in a mask, ascending, those that touch joined."""
        while mask:
            first = (mask & -mask).bit_length() - 1
            length = _ones(mask >> first)
            yield self._starts[first], self._start(first + length) - 1
            mask &= ~(((1 << length) - 1) << first)

    def count(self, mask: int) -> int:
        """Return how many integers are in a mask."""
        return sum(high - low + 1 for low, high in self.ranges(mask))

    def _start(self, atom: int) -> int:
        return self._starts[atom] if atom < len(self._starts) else self.top + 1


def _ones(mask: int) -> int:
    """Return how many of the lowest bits are set, in a row."""
    return (~mask & (mask + 1)).bit_length() - 1

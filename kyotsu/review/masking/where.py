"""Which places of a resource are secret: all that is secret in any of its versions.

The engine marks a value on one side only: the new one of a property that becomes secret, an output
whose input is plain, the old one of a replacement. So the places of all sides are taken together.
A list's items share one place, because an item that is inserted moves the others.
"""

from collections.abc import Iterator
from typing import Any, Final, cast

from kyotsu.review.reading.wire import Hidden

_ITEM: Final = "[]"


class Places:
    """The secret places below one place. Made by adding values in which secrets are `Hidden`."""

    __slots__ = ("_below", "secret")

    def __init__(self) -> None:
        self.secret = False
        self._below: dict[str, Places] | None = None

    def add(self, value: Any) -> None:
        """Take over where a value is secret."""
        for steps in _hidden(value, ()):
            self.mark(*steps)

    def mark(self, *steps: str) -> None:
        """Say that a place is secret, with all that is below it."""
        at = self
        for step in steps:
            if at._below is None:
                at._below = {}
            at = at._below.setdefault(step, Places())
        at.secret = True

    def at(self, step: str) -> "Places | None":
        """Return what is secret below a key, or None where nothing is."""
        return None if self._below is None else self._below.get(step)

    def item(self) -> "Places | None":
        """Return what is secret below a list's items."""
        return self.at(_ITEM)

    @property
    def empty(self) -> bool:
        """Whether nothing is secret here."""
        return not self.secret and self._below is None

    def hides(self, value: Any) -> bool:
        """Whether a value is secret as a whole.

        It also is where a version of another shape holds a secret below: a text in the place of an
        object with a password in it may be that object, written out.
        """
        if self.secret:
            return True
        if not self._below:
            return False
        if isinstance(value, dict):
            return _ITEM in self._below
        if isinstance(value, list):
            return self._below.keys() != {_ITEM}
        return True


def _hidden(value: Any, at: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if isinstance(value, Hidden):
        yield at
    elif isinstance(value, dict):
        for key, inner in cast("dict[str, Any]", value).items():
            if not isinstance(inner, str):
                yield from _hidden(inner, (*at, key))
    elif isinstance(value, list):
        for inner in cast("list[Any]", value):
            yield from _hidden(inner, (*at, _ITEM))

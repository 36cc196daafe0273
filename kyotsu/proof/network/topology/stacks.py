"""All stacks' parts together, kind by kind."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar

from kyotsu.proof.network.resources.part import Part
from kyotsu.proof.network.resources.thing import Thing

T = TypeVar("T", bound=Thing)


@dataclass(frozen=True)
class Stacks:
    """What all stacks declare."""

    parts: tuple[Part, ...]

    def all(self, name: str) -> Sequence[Any]:
        """Return the things of one kind of all parts, by the name of their field."""
        found = self._kinds.get(name)
        if found is None:
            found = self._kinds[name] = tuple(
                chain.from_iterable(map(attrgetter(name), self.parts))
            )
        return found

    @cached_property
    def _kinds(self) -> dict[str, tuple[Any, ...]]:
        return {}

    @cached_property
    def stack_of(self) -> Mapping[str, str]:
        """The stack of each network, by URN."""
        return {vpc.urn: part.stack for part in self.parts for vpc in part.vpcs}


def by_urn(things: Iterable[T]) -> dict[str, T]:
    """Return things by URN."""
    return {thing.urn: thing for thing in things}


def grouped(things: Iterable[T], name: str) -> dict[str, list[T]]:
    """Return things by what a field of theirs names; of a part of something, by that."""
    found: defaultdict[str, list[T]] = defaultdict(list)
    for thing in things:
        found[getattr(thing, name).partition("#")[0]].append(thing)
    return found

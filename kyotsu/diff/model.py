"""The answer of a comparison, as data: what is printed, in whichever form."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kyotsu.diff.causes import Cause
from kyotsu.diff.changes import Change


@dataclass(frozen=True, kw_only=True)
class StackDiff:
    """One stack that isn't on both sides as it was."""

    stack: str
    changes: tuple[Change, ...]
    causes: tuple[tuple[Cause, ...], ...]
    """What brought about each change, in the order of `changes`."""
    only_after: bool = False
    only_before: bool = False


@dataclass(frozen=True, kw_only=True)
class Diff:
    """A whole comparison."""

    stage: str
    base: str
    """The base in words: `main (1a2b3c4d5e)`, or `deployed`."""
    notes: tuple[str, ...] = ()
    """What the reader must know: a dirty tree, a cache that can't be written."""
    stacks: int
    """How many there are on either side."""
    stacks_differing: tuple[StackDiff, ...] = ()
    not_compared: Mapping[str, str] = field(default_factory=dict[str, str])
    """By tenant or stack, why nothing is said of it."""
    faults: Mapping[str, str] = field(default_factory=dict[str, str])
    """By stack, what went wrong in evaluating it."""

    @property
    def unchanged(self) -> int:
        """How many stacks are the same on both sides."""
        return self.stacks - len(self.stacks_differing) - len(self.faults)

    @property
    def same(self) -> bool:
        """Whether all was compared and nothing differs."""
        return not (self.stacks_differing or self.not_compared or self.faults)

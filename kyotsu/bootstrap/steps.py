"""What was found, and what was made or changed of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeVar

T = TypeVar("T")
Result = Literal["there", "made", "changed", "would be made", "would be changed", "left out"]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing, and what became of it."""

    what: str
    name: str
    result: Result
    note: str = ""


@dataclass(kw_only=True)
class Steps:
    """What a run has done so far; in a dry run, what it would have done."""

    dry_run: bool
    done: list[Step] = field(default_factory=list[Step])

    def make(self, what: str, name: str, *, there: bool, act: Callable[[], object]) -> None:
        """Make what isn't there."""
        self._settle(what, name, "made", needed=not there, act=act)

    def change(self, what: str, name: str, *, right: bool, act: Callable[[], object]) -> None:
        """Change what isn't as it has to be."""
        self._settle(what, name, "changed", needed=not right, act=act)

    def leave_out(self, what: str, name: str, note: str) -> None:
        """Say what isn't done here, and why."""
        self.done.append(Step(what=what, name=name, result="left out", note=note))

    def _settle(
        self,
        what: str,
        name: str,
        result: Literal["made", "changed"],
        *,
        needed: bool,
        act: Callable[[], object],
    ) -> None:
        if not needed:
            self.done.append(Step(what=what, name=name, result="there"))
        elif self.dry_run:
            planned: Result = "would be made" if result == "made" else "would be changed"
            self.done.append(Step(what=what, name=name, result=planned))
        else:
            act()
            self.done.append(Step(what=what, name=name, result=result))

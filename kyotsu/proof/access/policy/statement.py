"""What a policy document says, statement by statement, each with the place that it stands in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kyotsu.proof.access.policy.conditions import Condition
from kyotsu.proof.access.policy.patterns import Pattern
from kyotsu.proof.access.policy.principals import Who
from kyotsu.proof.verdict import Source


@dataclass(frozen=True, kw_only=True)
class Names:
    """Some patterns, or everything but what they describe."""

    patterns: tuple[Pattern, ...]
    excluded: bool = False

    def has(self, text: str) -> bool:
        """Return whether a text is named."""
        found = self._asked.get(text)
        if found is None:
            found = any(one.matches(text) for one in self.patterns) != self.excluded
            self._asked[text] = found
        return found

    @cached_property
    def _asked(self) -> dict[str, bool]:
        """What was asked before: the same few actions are, of each statement, many times."""
        return {}


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One statement. `who` is None in policies that belong to whoever calls."""

    source: Source
    sid: str
    allows: bool
    actions: Names
    """In small letters, in which IAM compares them."""
    resources: Names
    conditions: tuple[Condition, ...] = ()
    who: tuple[Who, ...] | None = None
    all_but: bool = False
    """Whether `who` is everybody that the statement is not about."""
    with_variables: tuple[str, ...] = ()
    """Resources with policy variables, which aren't among `resources`."""

    @property
    def shown(self) -> str:
        """Its Sid, or that it has none."""
        return self.sid or "(no Sid)"


@dataclass(frozen=True, kw_only=True)
class Policy:
    """One document: the statements, and the JSON that they were read from."""

    source: Source
    document: Mapping[str, Any]
    statements: tuple[Statement, ...]

"""What a policy document says, statement by statement, each with the place that it stands in."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kyotsu.proof.access.policy.conditions import Condition
from kyotsu.proof.access.policy.patterns import Pattern
from kyotsu.proof.access.policy.principals import Who
from kyotsu.proof.access.policy.shortened import shortened
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
            likely = (*self._by_prefix.get(text.partition(":")[0], ()), *self._by_prefix[""])
            named = text in self._exact or any(one.matches(text) for one in likely)
            found = self._asked[text] = named != self.excluded
        return found

    @cached_property
    def _exact(self) -> frozenset[str]:
        return frozenset(one.text for one in self.patterns if one.exact)

    @cached_property
    def _by_prefix(self) -> Mapping[str, tuple[Pattern, ...]]:
        """The patterns with wildcards, by what they have before the colon; some name thousands."""
        found: defaultdict[str, list[Pattern]] = defaultdict(list)
        for one in self.patterns:
            if not one.exact:
                prefix, colon, _ = one.text.partition(":")
                wild = not colon or "*" in prefix or "?" in prefix
                found["" if wild else prefix].append(one)
        return {"": (), **{prefix: tuple(ones) for prefix, ones in found.items()}}

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
        return shortened(self.sid) or "(no Sid)"


@dataclass(frozen=True, kw_only=True)
class Policy:
    """One document: the statements, and the JSON that they were read from."""

    source: Source
    document: Mapping[str, Any]
    statements: tuple[Statement, ...]

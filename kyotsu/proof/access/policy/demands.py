"""What a condition demands of one key of a request, and values that keep several demands at once.

A key is missing, or has a value, or, where it is compared by `ForAllValues` or `ForAnyValue`,
several. What a missing key does is written here once:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from kyotsu.proof.access.policy.intersection import Undecided, find
from kyotsu.proof.access.policy.measures import WRITTEN, Kind, measured
from kyotsu.proof.access.policy.patterns import Group, Pattern

Values = tuple[str, ...] | None
"""The values of a key: one, or several of a key that can have several; None where it is missing."""
Quantifier = Literal["", "any", "all"]
TRUE: Final = "true"


@dataclass(frozen=True, kw_only=True)
class Test:
    """One operator with its values. `present` demands nothing but that the key is there."""

    kind: Kind
    patterns: Group = ()
    """What a text is compared with."""
    ranges: tuple[tuple[float, float], ...] = ()
    """What a number, a moment or an address is to be in, ends included."""
    folded: bool = False
    """Whether capitals and small letters are the same."""
    negated: bool = False
    missing: bool = False
    """What becomes of the test where the key is missing."""
    quantifier: Quantifier = ""

    def holds(self, values: Values) -> bool:
        """Return whether the values pass."""
        if values is None:
            return self.missing
        if self.kind == "presence":
            return not self.negated
        if self.quantifier == "all":
            return all(map(self._one, values))
        return any(map(self._one, values))

    def _one(self, value: str) -> bool:
        return self.base(value) != self.negated

    def base(self, value: str) -> bool:
        """Return whether one value is among those named, before a negation."""
        if self.kind == "text":
            compared = value.lower() if self.folded else value
            return any(one.matches(compared) for one in self.patterns)
        number = measured(self.kind, value)
        return number is not None and any(low <= number <= high for low, high in self.ranges)


@dataclass(frozen=True, kw_only=True)
class Domain:
    """What values a key can have at all, from what is known of who calls and of what."""

    fixed: bool = False
    """Whether it has `values`, and no others."""
    values: Values = None
    inside: tuple[Group, ...] = ()
    outside: Group = ()
    may_be_missing: bool = True


FREE: Final = Domain()
MISSING: Final = Domain(fixed=True)


def known(*values: str) -> Domain:
    """Return the domain of a key whose values are known."""
    return Domain(fixed=True, values=values)


@dataclass(frozen=True, kw_only=True)
class Solution:
    """Values that pass."""

    values: Values = field(default=None)


def solve(demands: Sequence[tuple[Test, bool]], domain: Domain) -> Solution | None:
    """Return values of a key with which each test comes out as is wanted; None if there are none.

    Raises `Undecided` where it can't be decided.
    """
    if domain.fixed:
        return Solution(values=domain.values) if _pass(demands, domain.values) else None
    if domain.may_be_missing and _pass(demands, None):
        return Solution()
    if any(test.kind == "presence" and test.negated == wanted for test, wanted in demands):
        return None
    compared = [(test, wanted) for test, wanted in demands if test.kind != "presence"]
    if any(test.quantifier for test, _ in compared):
        return _several(compared, domain)
    found = _value(compared, domain)
    return None if found is None else Solution(values=(found,))


def _pass(demands: Iterable[tuple[Test, bool]], values: Values) -> bool:
    return all(test.holds(values) == wanted for test, wanted in demands)


def _several(demands: Sequence[tuple[Test, bool]], domain: Domain) -> Solution | None:
    """Find a value for each demand that some value must meet; all of them meet the others."""
    some = [one for one in demands if (one[0].quantifier != "all") == one[1]]
    every = [one for one in demands if one not in some]
    found: list[str] = []
    for demand in some or [None]:
        value = _value([*every, *([demand] if demand else ())], domain)
        if value is None:
            return None
        found.append(value)
    return Solution(values=tuple(dict.fromkeys(found)))


def _value(demands: Sequence[tuple[Test, bool]], domain: Domain) -> str | None:
    """Return one value that passes; a key is compared as one kind of thing, or by trying."""
    kinds = {test.kind for test, _ in demands}
    if kinds - {"text"}:
        checks = [(test, wanted != test.negated) for test, wanted in demands]
        for candidate in _candidates(demands):
            if all(test.base(candidate) == wanted for test, wanted in checks):
                return candidate
        return None
    folded = bool(demands) and all(test.folded for test, _ in demands)
    inside: list[Group] = [*domain.inside]
    outside: list[Pattern] = [*domain.outside]
    for test, wanted in demands:
        if wanted != test.negated:
            inside.append(test.patterns)
        else:
            outside.extend(test.patterns)
    if folded:  # a text without capitals will do
        inside = [tuple(map(_lower, group)) for group in inside]
        outside = [_lower(one) for one in outside]
    elif any(test.folded for test, _ in demands):
        raise Undecided("one key is compared with capitals and without")
    return find(inside or [(Pattern("?*"),)], outside)


def _lower(pattern: Pattern) -> Pattern:
    return Pattern(pattern.text.lower(), pattern.parted)


def _candidates(demands: Iterable[tuple[Test, bool]]) -> list[str]:
    """Return values of which one passes if any does: the ends of all ranges, and beyond them.

    The least number in a set that is made from ranges begins a range or comes right after one.
    """
    kinds: set[Kind] = {test.kind for test, _ in demands}
    if len(kinds) > 1:
        raise Undecided(f"one key is compared as a {' and a '.join(sorted(kinds))}")
    (kind,) = kinds
    ends = {end for test, _ in demands for pair in test.ranges for end in pair}
    write, step = WRITTEN[kind], 1.0
    numbers = {0.0} | {end + add for end in ends for add in (-step, 0.0, step)}
    return [text for one in sorted(numbers) if (text := write(one)) is not None]

"""Exceptions to rules, from the tenant's file: each waives one rule on one resource for a time."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tenancy.finding import nearest
from tenancy.model import PolicyException

WILDCARDS: Final = frozenset("*?[]{}|,")


@dataclass(frozen=True)
class Resource:
    """What an exception may name: a type token and a logical name."""

    type: str
    name: str

    @property
    def full(self) -> str:
        """The form that is never ambiguous."""
        return f"{self.type}::{self.name}"


class Exceptions:
    """The exceptions of one tenant, and which of them were used in this run.

    `settles` says whether an exception that nothing needs is a fault here: in the environment that
    the tenant has furthest on, because a tenant's file speaks for all of its environments.
    """

    def __init__(self, declared: Sequence[PolicyException], *, today: date, settles: bool) -> None:
        self._declared: Sequence[PolicyException] = declared
        self._today: date = today
        self._used: set[int] = set()
        self.settles: bool = settles

    def covering(self, rule: str, resource: Resource) -> PolicyException | None:
        """Return the exception that waives a rule on a resource, and remember that it was used."""
        for position, one in enumerate(self._declared):
            if self._waives(one, rule, resource):
                self._used.add(position)
                return one
        return None

    def names(self, rule: str, resource: Resource) -> bool:
        """Whether a valid exception names this rule and this resource."""
        return any(self._waives(one, rule, resource) for one in self._declared)

    def faults(self, rules: Collection[str], resources: Iterable[Resource]) -> Iterator[str]:
        """Yield, in words, what is wrong with the exceptions themselves.

        `resources` are all of the stack's; every check must have been made before.
        """
        known = list(resources)
        for position, one in enumerate(self._declared):
            what = f"the exception to {one.rule.upper()} on {one.resource!r}"
            named = [resource for resource in known if _names(one, resource)]
            if one.rule.upper() not in rules:
                yield f"{what} names no rule that there is; {nearest(one.rule.upper(), rules)}"
            elif WILDCARDS & set(one.resource):
                yield f"{what} is too broad; name one resource, as <type>::<name>"
            elif one.expires < self._today:
                yield f"{what} expired on {one.expires}; keep the rule, or have it approved anew"
            elif len(named) > 1:
                forms = " or ".join(sorted(resource.full for resource in named))
                yield f"{what} is too broad, because it names {len(named)} resources; write {forms}"
            elif self.settles and position not in self._used:
                yield f"{what} is not used: the rule is kept there, or there is no such resource"

    def _waives(self, one: PolicyException, rule: str, resource: Resource) -> bool:
        return (
            one.rule.upper() == rule
            and one.expires >= self._today
            and not WILDCARDS & set(one.resource)
            and _names(one, resource)
        )


def _names(one: PolicyException, resource: Resource) -> bool:
    return one.resource in (resource.name, resource.full)


def words(one: PolicyException) -> str:
    """Return what a report says of an exception, in both languages."""
    return (
        f"excepted until {one.expires}, approved by {one.approver.en}: {one.reason.en} "
        f"Instead: {one.alternative_measure.en}\n"
        f"例外措置（{one.expires}まで、承認者: {one.approver.ja}）: {one.reason.ja} "
        f"代替措置: {one.alternative_measure.ja}"
    )

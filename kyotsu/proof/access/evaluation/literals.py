"""What a statement demands of a request, key by key, so that it is met.

The called resource and the caller's ARN are keys as well: `RESOURCE` and `PRINCIPAL_ARN`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kyotsu.proof.access.evaluation.parties import PRINCIPAL_ARN, RESOURCE, Caller
from kyotsu.proof.access.policy.conditions import Condition, compared
from kyotsu.proof.access.policy.demands import Domain, Test
from kyotsu.proof.access.policy.patterns import Pattern
from kyotsu.proof.access.policy.principals import Who
from kyotsu.proof.access.policy.shortened import shortened
from kyotsu.proof.access.policy.statement import Names, Statement
from kyotsu.proof.access.policy.variables import resolved, widened

Known = Callable[[str], Domain]
"""What is known of a key of the request."""


@dataclass(frozen=True, kw_only=True)
class Literal:
    """A demand on one key, and how it has to come out."""

    key: str
    test: Test
    wanted: bool = True

    @property
    def negated(self) -> "Literal":
        """The opposite."""
        return Literal(key=self.key, test=self.test, wanted=not self.wanted)


@dataclass(frozen=True, kw_only=True)
class Demanded:
    """What a statement demands of the resource and of the request's other keys."""

    literals: tuple[Literal, ...]
    conditions: tuple[str, ...] = ()
    """Conditions of which nothing can be told, as a reader finds them there: they are no demand."""
    resources: tuple[str, ...] = ()
    """Resources of which it can't be told what they are."""


def demanded(statement: Statement, known: Known, *, widely: bool) -> Demanded:
    """Return a statement's demands.

    A resource that can't be told stands for anything, if the statement is to be taken `widely`,
    and else for nothing.
    """
    literals: list[Literal] = []
    untold: list[str] = []
    for condition in statement.conditions:
        test = condition.test or _with_values(condition, known)
        if test is None:
            untold.append(condition.shown)
        else:
            literals.append(Literal(key=condition.key, test=test))
    names, unsure = _resources(statement, known, widely=widely)
    if not _everything(names):
        test = Test(kind="text", patterns=names.patterns, negated=names.excluded)
        literals.insert(0, Literal(key=RESOURCE, test=test))
    return Demanded(literals=tuple(literals), conditions=tuple(untold), resources=unsure)


def _with_values(condition: Condition, known: Known) -> Test | None:
    """Return what a condition asks for once the variables in it have their values."""
    if not condition.with_variables:
        return None
    texts = [resolved(value, known) for value in condition.values]
    found = tuple(text for text in texts if text is not None)
    return compared(condition.operator, found) if len(found) == len(texts) else None


def _resources(
    statement: Statement, known: Known, *, widely: bool
) -> tuple[Names, tuple[str, ...]]:
    if not statement.with_variables:
        return statement.resources, ()
    wide = widely != statement.resources.excluded
    patterns = list(statement.resources.patterns)
    untold: list[str] = []
    for text in statement.with_variables:
        found = resolved(text, known)
        if found is not None:
            patterns.append(Pattern(found, parted=not wide))
        else:
            untold.append(shortened(f"Resource {text}"))
            if wide:
                patterns.append(Pattern(widened(text)))
    return Names(patterns=tuple(patterns), excluded=statement.resources.excluded), tuple(untold)


def _everything(names: Names) -> bool:
    if names.excluded:
        return not names.patterns
    return any(one.text == "*" for one in names.patterns)


def spoken_to(statement: Statement, caller: Caller) -> Iterator[tuple[Literal, ...]]:
    """Yield the demands on the caller with which the statement is about it."""
    if not statement.all_but:
        for who in statement.who or ():
            literals = means(who, caller)
            if literals is not None:
                yield literals
        return
    named = [found for who in statement.who or () if (found := means(who, caller)) is not None]
    if all(named):  # none of those that are left out is sure to be the caller
        yield tuple(one.negated for literals in named for one in literals)


def means(who: Who, caller: Caller) -> tuple[Literal, ...] | None:
    """Return the demands with which a principal is the caller; None if it can't be."""
    if who.kind == "anyone":
        return ()
    if who.kind in ("service", "federated"):
        return () if caller.kind == who.kind and who.name == caller.service else None
    if caller.kind in ("service", "federated"):
        return None
    if who.kind == "account":
        return () if who.name == caller.account else None
    account = who.name.split(":")[4]
    if account != caller.account:
        return None
    if who.kind in ("role", "user"):
        return (_arn_is(Pattern(who.name)),)
    role = who.name.split(":", 5)[5].split("/")[1]
    own = f"arn:aws:iam::{account}:role/"
    return (_arn_is(Pattern(f"{own}{role}"), Pattern(f"{own}*/{role}")),)


def _arn_is(*patterns: Pattern) -> Literal:
    return Literal(key=PRINCIPAL_ARN, test=Test(kind="text", patterns=patterns))

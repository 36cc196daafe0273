"""What `kyotsu proof access` answers, and how it comes to be."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kyotsu.desired.cache import Cache
from kyotsu.desired.graph import Graph
from kyotsu.proof.access.kept import keep, recall
from kyotsu.proof.access.prove import Proofs
from kyotsu.proof.access.world import World, read_world
from kyotsu.proof.verdict import Outcome, Statement, Verdict, worst
from tenancy.roles import platform_roles
from tenancy.vocabulary import Text


@dataclass(frozen=True, kw_only=True)
class Proved:
    """One verdict, and whether it was proved in this run."""

    verdict: Verdict
    again: bool
    untouched: Text | None = None
    """Why it wasn't."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """A verdict that isn't what it was in the base."""

    statement: Statement
    subject: str
    before: Outcome | None
    after: Outcome | None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """All verdicts of a stage."""

    stage: str
    tenants: int
    proved: tuple[Proved, ...]
    not_understood: tuple[Text, ...] = ()
    """What couldn't be read, whatever it touches."""
    base: str | None = None
    changes: tuple[Change, ...] = field(default=())

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts alone."""
        return tuple(one.verdict for one in self.proved)

    @property
    def outcome(self) -> Outcome:
        """What they amount to."""
        return worst(self.verdicts)

    @property
    def counts(self) -> Mapping[str, Counter[Outcome]]:
        """How many verdicts of each outcome there are, by statement."""
        found: dict[str, Counter[Outcome]] = {}
        for one in self.verdicts:
            found.setdefault(one.statement.id, Counter())[one.outcome] += 1
        return found


def world_of(stage: str, prefix: str, graphs: Iterable[Graph]) -> World:
    """Return a stage's world, whose names begin with a prefix."""
    return read_world(stage, prefix, graphs, platform_roles(prefix).boundary)


def prove(world: World, cache: Cache | None = None) -> Answer:
    """Prove everything; what is kept in the cache is not proved again."""
    proved: list[Proved] = []
    for proof in Proofs(world).each():
        found = None if cache is None else recall(cache, proof)
        if found is not None:
            proved.append(Proved(verdict=found, again=False, untouched=proof.untouched))
            continue
        verdict = proof.prove()
        if cache is not None:
            keep(cache, proof, verdict)
        proved.append(Proved(verdict=verdict, again=True))
    problems = world.problems
    listed = [*problems.of_all, *(one for ones in problems.by_account.values() for one in ones)]
    return Answer(
        stage=world.stage,
        tenants=len(world.tenants),
        proved=tuple(proved),
        not_understood=tuple(dict.fromkeys(listed)),
    )


def changed(before: Answer, after: Answer) -> tuple[Change, ...]:
    """Return which verdicts differ."""
    old = {(one.statement, one.subject): one.outcome for one in before.verdicts}
    new = {(one.statement, one.subject): one.outcome for one in after.verdicts}
    return tuple(
        Change(statement=key[0], subject=key[1], before=old.get(key), after=new.get(key))
        for key in sorted({*old, *new}, key=lambda one: (one[0].id, one[1]))
        if old.get(key) != new.get(key)
    )

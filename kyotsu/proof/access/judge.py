"""From what was found to a verdict: what is shown, what is doubted, and what can't be told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import ParamSpec

from kyotsu.proof.access.evaluation.search import Allowed
from kyotsu.proof.access.evaluation.witness import confirmed, witness
from kyotsu.proof.access.policy.intersection import Undecided
from kyotsu.proof.access.policy.statement import Policy
from kyotsu.proof.access.reading.problems import Problems
from kyotsu.proof.verdict import Outcome, Source, Statement, Verdict
from tenancy.vocabulary import Text

Chain = tuple[Allowed, ...]
P = ParamSpec("P")


@dataclass(kw_only=True)
class Case:
    """One statement about one subject, while it is looked into."""

    statement: Statement
    subject: str
    covers: int = 1
    reasons: list[Text] = field(default_factory=list[Text])
    chains: list[tuple[Chain, Text]] = field(default_factory=list[tuple[Chain, Text]])
    rests_on: dict[Source, None] = field(default_factory=dict[Source, None])

    def ask(
        self, question: Callable[P, Allowed | None], *args: P.args, **kwargs: P.kwargs
    ) -> Allowed | None:
        """Ask whether something is allowed; note that it can't be told where that is so."""
        try:
            return question(*args, **kwargs)
        except Undecided as error:
            self.reasons.append(
                Text(
                    ja=f"問いが大きすぎるか、扱えない種類です({error})。",
                    en=f"a question is too large, or of a kind that isn't modelled ({error})",
                )
            )
            return None

    def found(self, chain: Chain, title: Text) -> None:
        """Note calls that break the statement."""
        self.chains.append((chain, title))

    def rests(self, *on: Policy | Source | None) -> None:
        """Note what the statement would fall without."""
        for one in on:
            if one is not None:
                self.rests_on[one if isinstance(one, Source) else one.source] = None

    def verdict(self, problems: Problems, accounts: Iterable[str] = ()) -> Verdict:
        """Return what became of it; `accounts` are those that it is about."""
        reasons = [*self.reasons, *(one for id_ in accounts for one in problems.of(id_))]
        sure: list[tuple[Chain, Text]] = []
        for chain, title in self.chains:
            doubts = _doubts(chain)
            if not doubts and not problems.of_all:
                sure.append((chain, title))
            else:
                reasons += [*doubts, *problems.of_all]
        if sure:
            sure.sort(key=lambda one: len(one[0]))
            return Verdict(
                statement=self.statement,
                subject=self.subject,
                outcome=Outcome.VIOLATED,
                witnesses=tuple(witness(*one) for one in sure),
                covers=self.covers,
            )
        if reasons:
            return Verdict(
                statement=self.statement,
                subject=self.subject,
                outcome=Outcome.NOT_PROVED,
                reasons=tuple(dict.fromkeys(reasons)),
                covers=self.covers,
            )
        return Verdict(
            statement=self.statement,
            subject=self.subject,
            outcome=Outcome.PROVED,
            rests_on=tuple(self.rests_on),
            covers=self.covers,
        )


def _doubts(chain: Chain) -> list[Text]:
    """Return why a chain of calls is more than what is known to be allowed."""
    found = [call.caller.uncertain for call in chain if call.caller.uncertain is not None]
    found += [
        Text(
            ja=f"条件 {one} が満たされるかは分からず、満たされるものとしています。",
            en=f"whether condition {one} is met can't be told; it is taken to be met",
        )
        for call in chain
        for one in call.assumed
    ]
    found += [
        Text(
            ja=f"拒否の条件 {one} が満たされるかは分からず、満たされないものとしています。",
            en=f"whether {one} denies it can't be told; it is taken not to",
        )
        for call in chain
        for one in call.spared
    ]
    if not found and not confirmed(chain):
        found.append(
            Text(
                ja="2つの方法の答えが異なります。この証明の誤りです。",
                en="the two methods disagree; that is a fault of this proof",
            )
        )
    return found

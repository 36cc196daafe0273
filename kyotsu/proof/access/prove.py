"""Proves all statements on access over a stage."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final

from kyotsu.proof.access.evaluation.parties import Account
from kyotsu.proof.access.facts import Facts
from kyotsu.proof.access.policy.intersection import Undecided
from kyotsu.proof.access.reach import Reach, Reached
from kyotsu.proof.access.reading.world import Tenant, World
from kyotsu.proof.access.statements.attackers import FOUNDATION, Attackers, attackers
from kyotsu.proof.access.statements.bounded import BOUNDED, bounded
from kyotsu.proof.access.statements.emergency import EMERGENCY, emergency
from kyotsu.proof.access.statements.foreign import DATA, ROLES, data_of, roles_of
from kyotsu.proof.access.statements.foundation import foundation
from kyotsu.proof.access.statements.outside import OUTSIDE, outside
from kyotsu.proof.access.statements.preview import PREVIEW, preview
from kyotsu.proof.access.statements.weaken import WEAKEN, own_of
from kyotsu.proof.verdict import Outcome, Statement, Verdict
from tenancy.vocabulary import Text

STATEMENTS: Final = (ROLES, DATA, WEAKEN, PREVIEW, BOUNDED, EMERGENCY, OUTSIDE)
OWN: Final = Text(
    ja="自らのアカウントも、他のテナントがなれる者も変わっていません",
    en="neither its own account nor who other tenants can become has changed",
)
ALONE: Final = Text(
    ja="自らのアカウントと、それを縛るガードレールは変わっていません",
    en="its own account and the guardrails that hold it haven't changed",
)
PLATFORM: Final = Text(
    ja="基盤のアカウントも、誰が何になれるかも変わっていません",
    en="neither the platform's accounts nor who can become whom has changed",
)


@dataclass(frozen=True, kw_only=True)
class Proof:
    """One statement about one subject, to be proved when it is asked for."""

    statement: Statement
    subject: str
    rests_on: tuple[str, ...]
    """Hashes of all that it looks at."""
    untouched: Text
    """What it means that these are as they were."""
    ask: Callable[[], Verdict]

    def prove(self) -> Verdict:
        """Return the verdict; what is too large to be decided is not proved."""
        try:
            return self.ask()
        except Undecided as error:
            reason = Text(
                ja=f"誰が何になれるかを決められません({error})。",
                en=f"who can become whom can't be decided ({error})",
            )
            return Verdict(
                statement=self.statement,
                subject=self.subject,
                outcome=Outcome.NOT_PROVED,
                reasons=(reason,),
            )


@dataclass(frozen=True)
class Proofs:
    """All proofs of a stage."""

    world: World

    @cached_property
    def reach(self) -> Reach:
        """Who can become whom."""
        return Reach(self.world)

    @cached_property
    def attackers(self) -> Attackers:
        """Everybody that the tenants can become."""
        closures = {tenant.key: self._closure(tenant) for tenant in self.world.tenants}
        return attackers(self.world, closures)

    def _closure(self, tenant: Tenant) -> tuple[Reached, ...]:
        try:
            return self.reach.closure(tenant.callers)
        except Undecided as error:
            self.world.problems.everywhere(
                Text(
                    ja=f"{tenant.key} が何になれるかを決められません({error})。",
                    en=f"what {tenant.key} can become can't be decided ({error})",
                )
            )
            return tuple(Reached(caller=one) for one in tenant.callers)

    def each(self) -> Iterator[Proof]:
        """Yield the proofs in the order of statements and subjects."""
        by, facts = self.attackers, Facts(self.world, self.attackers)
        accounts = self.world.organization.accounts.values()
        ours = [one for one in accounts if not one.tenant]
        every = [*(one.account for one in self.world.tenants), *ours]
        yield from (self._roles(account, by, facts) for account in every)
        yield from (self._data(tenant, by, facts) for tenant in self.world.tenants)
        for statement, prove in ((WEAKEN, own_of), (BOUNDED, bounded)):
            for tenant in self.world.tenants:
                yield Proof(
                    statement=statement,
                    subject=tenant.key,
                    rests_on=(facts.account(tenant.account.id), facts.becomes[tenant.key]),
                    untouched=ALONE,
                    ask=partial(prove, self.world, tenant, by),
                )
        for statement, prove in (
            (WEAKEN, partial(foundation, self.world, by)),
            (PREVIEW, partial(preview, self.world, self.reach)),
            (EMERGENCY, partial(emergency, self.world, self.reach, by)),
        ):
            yield Proof(
                statement=statement,
                subject=FOUNDATION,
                rests_on=(facts.platform, facts.everybody),
                untouched=PLATFORM,
                ask=prove,
            )
        yield from (self._outside(account, facts) for account in every)

    def _roles(self, account: Account, by: Attackers, facts: Facts) -> Proof:
        return Proof(
            statement=ROLES,
            subject=account.name,
            rests_on=(facts.account(account.id), facts.others(account.name)),
            untouched=OWN,
            ask=partial(roles_of, self.world, account, by, subject=account.name),
        )

    def _data(self, tenant: Tenant, by: Attackers, facts: Facts) -> Proof:
        return Proof(
            statement=DATA,
            subject=tenant.key,
            rests_on=(facts.account(tenant.account.id), facts.others(tenant.key)),
            untouched=OWN,
            ask=partial(data_of, self.world, tenant, by),
        )

    def _outside(self, account: Account, facts: Facts) -> Proof:
        return Proof(
            statement=OUTSIDE,
            subject=account.name,
            rests_on=(facts.account(account.id),),
            untouched=ALONE,
            ask=partial(outside, self.world, account, subject=account.name),
        )

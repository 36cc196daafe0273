"""Which roles somebody can get to, one call after the other.

| call | why it gives the role |
| --- | --- |
| sts:AssumeRole | that is what it does |
| iam:UpdateAssumeRolePolicy | the role's trust is made to name the caller |
| iam:PassRole | a service that the role trusts acts with it, as the caller tells it |
| such as lambda:UpdateFunctionCode | what carries the role already does what the caller tells it |

Every service that is handed a role counts as doing whatever its caller wants, which is more than
most can: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from kyotsu.proof.access.evaluation.decide import allowed
from kyotsu.proof.access.evaluation.parties import Caller, Target
from kyotsu.proof.access.evaluation.search import Allowed
from kyotsu.proof.access.policy.demands import known
from kyotsu.proof.access.policy.let_in import (
    ANY_ACCOUNT,
    ANY_SERVICE,
    accounts_let_in,
    services_let_in,
)
from kyotsu.proof.access.reading.roles import Role
from kyotsu.proof.access.reading.world import World

ASSUME: Final = "sts:assumerole"


@dataclass(frozen=True, kw_only=True)
class Reached:
    """Somebody, and the calls by which one becomes them; none for who one is already."""

    caller: Caller
    chain: tuple[Allowed, ...] = ()
    role: Role | None = None


class Reach:
    """Finds who can become whom."""

    def __init__(self, world: World) -> None:
        self._world = world

    @cached_property
    def _open_to(self) -> Mapping[str, list[Role]]:
        """The roles whose trust names somebody of an account, by account."""
        found: defaultdict[str, list[Role]] = defaultdict(list)
        for role in self._world.roles:
            for account in accounts_let_in(role.trust):
                found[account].append(role)
        return found

    def closure(self, callers: Iterable[Caller]) -> tuple[Reached, ...]:
        """Return all that callers are or can become, the nearest first.

        Raises `Undecided` where a question is too large.
        """
        found = [Reached(caller=caller) for caller in callers]
        seen: set[str] = set()
        for one in found:  # grows as it is walked
            for role in self._candidates(one.caller):
                if role.arn in seen:
                    continue
                calls = self.becomes(one.caller, role)
                if calls:
                    seen.add(role.arn)
                    chain = (*one.chain, *calls)
                    found.append(Reached(caller=role.caller, chain=chain, role=role))
        return tuple(found)

    def _candidates(self, caller: Caller) -> Iterator[Role]:
        yield from self._open_to.get(caller.account, ())
        yield from self._open_to.get(ANY_ACCOUNT, ())
        yield from self._world.roles_in.get(caller.account, ())

    def becomes(self, caller: Caller, role: Role) -> tuple[Allowed, ...]:
        """Return the calls by which a caller gets to a role directly; none where it can't."""
        target = self._world.as_target(role)
        found = allowed(caller, ASSUME, target)
        if found is not None:
            return (found,)
        if caller.account != role.account:
            return ()
        # Roles have no policy that lets others change them: their account's own policies decide.
        itself = replace(target, policy=None, by_policy_only=False)
        changed = allowed(caller, "iam:updateassumerolepolicy", itself)
        if changed is not None:
            return (changed,)
        return self._by_passing(caller, role, target, itself) or self._by_carrier(
            caller, role, target
        )

    def _by_passing(
        self, caller: Caller, role: Role, target: Target, itself: Target
    ) -> tuple[Allowed, ...]:
        account = self._world.organization.accounts[role.account]
        for service in sorted(services_let_in(role.trust)):
            given = {} if service == ANY_SERVICE else {"iam:passedtoservice": known(service)}
            passed = allowed(caller, "iam:passrole", itself, given)
            if passed is None:
                continue
            taken = allowed(self._world.service(service, account), ASSUME, target)
            if taken is not None:
                return (passed, taken)
        return ()

    def _by_carrier(self, caller: Caller, role: Role, target: Target) -> tuple[Allowed, ...]:
        account = self._world.organization.accounts[role.account]
        for carrier in self._world.carriers.get(role.arn, ()):
            service = self._world.service(carrier.means.service, account)
            taken = allowed(service, ASSUME, target)
            for action in carrier.means.actions if taken is not None else ():
                changed = allowed(caller, action, carrier.target)
                if changed is not None and taken is not None:
                    return (changed, taken)
        return ()

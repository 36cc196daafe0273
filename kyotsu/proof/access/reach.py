"""Which roles somebody can get to, one call after the other.

| call | why it gives the role |
| --- | --- |
| sts:AssumeRole | that is what it does |
| iam:UpdateAssumeRolePolicy | the role's trust is made to name the caller |
| iam:PassRole | a service that the role trusts acts with it, as the caller tells it |

Every service that is handed a role counts as doing whatever its caller wants, which is more than
most can: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from kyotsu.proof.access.decide import Allowed, allowed
from kyotsu.proof.access.demands import known
from kyotsu.proof.access.document import Policy
from kyotsu.proof.access.parties import Caller
from kyotsu.proof.access.roles import Role
from kyotsu.proof.access.world import World

ASSUME: Final = "sts:assumerole"
ANY_ACCOUNT: Final = "*"


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
        for service in sorted(services_let_in(role.trust)):
            given = {"iam:passedtoservice": known(service)}
            passed = allowed(caller, "iam:passrole", itself, given)
            if passed is None:
                continue
            account = self._world.organization.accounts[role.account]
            taken = allowed(self._world.service(service, account), ASSUME, target)
            if taken is not None:
                return (passed, taken)
        return ()


def accounts_let_in(policy: Policy | None) -> frozenset[str]:
    """Return the accounts of which a policy names somebody; `*` where it names anybody."""
    found: set[str] = set()
    for statement in policy.statements if policy else ():
        if not statement.allows:
            continue
        if statement.all_but:
            found.add(ANY_ACCOUNT)
        for who in statement.who or ():
            if who.kind == "anyone":
                found.add(ANY_ACCOUNT)
            elif who.kind == "account":
                found.add(who.name)
            elif who.kind in ("role", "session", "user"):
                found.add(who.name.split(":")[4])
    return frozenset(found)


def services_let_in(policy: Policy | None) -> frozenset[str]:
    """Return the services that a policy names."""
    return frozenset(
        who.name
        for statement in (policy.statements if policy else ())
        if statement.allows
        for who in statement.who or ()
        if who.kind == "service"
    )

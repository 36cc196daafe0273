"""The calls by which a caller gets at something: two where it is called through another thing."""

from collections.abc import Iterator
from typing import Final

from kyotsu.proof.access.evaluation.decide import allowed
from kyotsu.proof.access.evaluation.parties import Caller, Target
from kyotsu.proof.access.evaluation.search import Allowed
from kyotsu.proof.access.judge import Case
from kyotsu.proof.access.policy.demands import known
from kyotsu.proof.access.policy.let_in import accounts_let_in, service_linked_let_in
from kyotsu.proof.access.policy.statement import Policy
from kyotsu.proof.access.reach import Reached
from kyotsu.proof.access.reading.targets import Protected
from kyotsu.proof.access.reading.world import Tenant, World
from kyotsu.proof.access.statements.attackers import Attackers

_BEHIND: Final = {"accesspoint": "bucket", "accesspointobject": "object"}


def gets_at(
    case: Case, world: World, caller: Caller, action: str, protected: Protected, part: str
) -> tuple[Allowed, ...]:
    """Return the calls by which a caller gets at a part of something; none where it can't.

    What is called through an access point has to allow it as well:
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
    """
    target = protected.parts[part]
    call = case.ask(allowed, caller, action, target)
    if call is None or protected.behind is None:
        return () if call is None else (call,)
    behind = world.protected_by_urn.get(protected.behind)
    if behind is None:
        return (call,)  # what it is can't be told, and is named as a problem of the account
    given = {
        "s3:dataaccesspointarn": known(world.names.arn(world.names.resources[protected.urn])),
        "s3:dataaccesspointaccount": known(protected.account),
    }
    inner = case.ask(allowed, caller, action, behind.parts[_BEHIND[part]], given)
    return () if inner is None else (call, inner)


def reaching(
    world: World, by: Attackers, target: Target, policy: Policy
) -> Iterator[tuple[Tenant, Reached]]:
    """Yield who of the tenants a policy may let in, from other accounts than the target's own."""
    for attacker, reached in by.in_accounts(accounts_let_in(policy) - {target.account}):
        if reached.caller.account != target.account:
            yield attacker, reached
    named = service_linked_let_in(policy) - {target.account}
    for tenant in world.tenants if named else ():
        if tenant.account.id in named:
            yield tenant, Reached(caller=world.service_linked(tenant.account))

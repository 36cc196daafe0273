"""Everybody that the tenants are or can become: whom statements are proved against."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kyotsu.proof.access.policy.let_in import ANY_ACCOUNT
from kyotsu.proof.access.reach import Reached
from kyotsu.proof.access.reading.world import Tenant, World

FOUNDATION: Final = "foundation"
"""The subject of what is proved of all that tenants share."""


@dataclass(frozen=True, kw_only=True)
class Attackers:
    """Everybody that tenants are or can become, by the account in which they act."""

    by_account: Mapping[str, tuple[tuple[Tenant, Reached], ...]]
    by_tenant: Mapping[str, tuple[Reached, ...]]

    def in_accounts(self, accounts: frozenset[str]) -> Iterator[tuple[Tenant, Reached]]:
        """Yield those who act in some accounts, or in any."""
        wanted = self.by_account if ANY_ACCOUNT in accounts else accounts
        for account in sorted(wanted):
            yield from self.by_account.get(account, ())


def attackers(world: World, closures: Mapping[str, tuple[Reached, ...]]) -> Attackers:
    """Return the attackers of a stage from what each tenant can become."""
    found: defaultdict[str, list[tuple[Tenant, Reached]]] = defaultdict(list)
    for tenant in world.tenants:
        for one in closures.get(tenant.key, ()):
            found[one.caller.account].append((tenant, one))
    return Attackers(
        by_account={account: tuple(ones) for account, ones in found.items()}, by_tenant=closures
    )

"""What the foundation will be in one stage: what it must know of its tenants, and no more.

A tenant's subnets or retention are none of the foundation's business: a change to them leaves the
foundation's plan, and so its desired state, as they were. What it declares of the network is: the
hub's firewall passes it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tenancy.fleet import Fleet
from tenancy.plan import NetworkPlan, TenantPlan, plan_tenant
from tenancy.plan.hub import HubPlan, plan_hub
from tenancy.stage import StageSettings


@dataclass(frozen=True, kw_only=True)
class AccountPlan:
    """The AWS account that a tenant gets."""

    key: str
    """The tenant's."""
    ministry: str
    name: str
    email: str
    tags: Mapping[str, str]
    suspended: bool
    """Whether the account is cut off: nobody but the platform does anything in it."""


@dataclass(frozen=True, kw_only=True)
class FoundationPlan:
    """All that a stage's foundation is made from, but the stage's own facts."""

    accounts: tuple[AccountPlan, ...]
    """By ministry, then by tenant."""
    hub: HubPlan
    ministries: tuple[str, ...]
    """The keys of all ministries, whether they have a tenant in this stage or not."""


def plan_foundation(
    fleet: Fleet, stage: StageSettings, plans: Iterable[TenantPlan] | None = None
) -> FoundationPlan:
    """Return what the foundation of a stage will be.

    `plans` are those of all its tenants, from whoever has them already. Raises `NotPlanned` as
    `plan_tenant` does.
    """
    if plans is None:
        plans = (plan_tenant(fleet, key, stage) for key in fleet.keys_in(stage))
    plans = tuple(plans)
    accounts = (*map(_account, plans), *_retired(fleet, stage))
    return FoundationPlan(
        accounts=tuple(sorted(accounts, key=lambda one: (one.ministry, one.key))),
        hub=plan_hub(stage, dict(_passed(plans))),
        ministries=tuple(fleet.ministries),
    )


def _passed(plans: Sequence[TenantPlan]) -> Iterator[tuple[str, NetworkPlan]]:
    """Yield the networks that the hub passes something of, by the tenants' keys.

    What is suspended stays attached, but nothing of it is passed, nor anything to it: its ACLs
    aren't asked of what arrives in the very subnet of its attachment
    (https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html).
    """
    suspended = {plan.key for plan in plans if plan.suspended}
    for plan in plans:
        if plan.key not in suspended:
            flows = (
                flow
                for flow in plan.network.flows
                if flow.purpose != "link" or flow.far not in suspended
            )
            yield plan.key, replace(plan.network, flows=tuple(flows))


def _account(plan: TenantPlan) -> AccountPlan:
    return AccountPlan(
        key=plan.key,
        ministry=plan.ministry,
        name=plan.account_name,
        email=plan.account_email,
        tags=plan.tags,
        suspended=plan.suspended,
    )


def _retired(fleet: Fleet, stage: StageSettings) -> Iterator[AccountPlan]:
    """Yield the accounts of tenants that are gone: keys, logs and backups are still in them."""
    for key, record in fleet.retired.items():
        if (there := record.in_stage(stage.name)) is not None:
            yield AccountPlan(
                key=key,
                ministry=record.ministry,
                name=there.account.name,
                email=there.account.email,
                tags=there.account.tags,
                suspended=True,
            )


def seen_by(tenant: str, outputs: Mapping[str, Any]) -> dict[str, Any]:
    """Return what one tenant reads of the foundation's outputs: its own account and no other's.

    So a tenant's desired state can't depend on who else is on the platform.
    """
    accounts: Mapping[str, Any] = outputs["account_ids"]
    own = {tenant: accounts[tenant]} if tenant in accounts else {}
    return {**outputs, "account_ids": own}

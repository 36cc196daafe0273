"""Which verdicts of the last proof still hold."""

from dataclasses import replace

from kyotsu.proof.network.case import Case
from kyotsu.proof.network.declared import Declared, DeclaredTenant
from kyotsu.proof.network.evaluated import Desired
from kyotsu.proof.network.incremental.affected import affected, difference
from kyotsu.proof.network.incremental.store import Last, Record, Store, digest_of
from kyotsu.proof.network.resources.part import Part


def still_true(case: Case, desired: Desired, last: Last, store: Store) -> dict[str, Record]:
    """Return the records that nothing that changed since can affect."""
    told = case.declared
    if last.declared != general(told):
        return {}
    changed = {
        stack
        for stack in {*last.parts, *desired.keys}
        if last.parts.get(stack) != desired.keys.get(stack)
    }
    before: dict[str, Part] = {}
    for stack in changed & {*last.parts}:
        part = store.part(last.parts[stack])
        if part is None:
            return {}
        before[stack] = part
    after = {stack: desired.parts[stack] for stack in changed & {*desired.parts}}
    differs = difference(before, after)
    others = len(told.tenants) - 1
    return {
        key: _with_others(record, others)
        for key, record in last.records.items()
        if (tenant := told.tenants.get(key)) is not None
        and f"{told.stage}.{key}" not in changed
        and not affected(record, tenant.block, differs, declared_by(told, tenant))
    }


def _with_others(record: Record, others: int) -> Record:
    """Return a record whose verdict on all others counts those that there are now."""
    return replace(
        record,
        verdicts=tuple(
            replace(one, covers=others) if one.subject.endswith("-> *") else one
            for one in record.verdicts
        ),
    )


def declared_by(told: Declared, tenant: DeclaredTenant) -> str:
    """Return a hash of what a tenant declares, and of which systems it is linked with are cut off.

    Nobody may reach those, whatever the tenant itself declares.
    """
    suspended = sorted(
        {
            flow.far
            for flow in tenant.flows
            if (other := told.tenants.get(flow.far)) is not None and other.quarantined
        }
    )
    return digest_of((tenant, suspended))


def general(told: Declared) -> str:
    """Return a hash of what a stage declares beside its tenants."""
    return digest_of(replace(told, tenants={}))

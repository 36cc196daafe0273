"""Giving tenants their addresses, and closing those of tenants that are gone."""

from collections.abc import Iterator
from pathlib import Path

from kyotsu.errors import UserMistake
from kyotsu.tenant.files import only_one, write
from kyotsu.tenant.reading import load_to_settle, tenant_of
from tenancy import addressing
from tenancy.address_checks import needs, stale
from tenancy.address_file import render
from tenancy.addressing import AddressLedger
from tenancy.finding import nearest
from tenancy.load import ADDRESSES


def begin_ledger(root: Path) -> None:
    """Write an empty ledger. Raises `UserMistake` if there is one already."""
    with only_one(root):
        write(root / ADDRESSES, render(AddressLedger()), replace=False)


def _settle(root: Path, before: AddressLedger, after: AddressLedger) -> Iterator[str]:
    if after.records != before.records:
        write(root / ADDRESSES, render(after))
    for record in after.records[len(before.records) :]:
        verb = "has" if record.event == "allocate" else "gave up"
        yield f"{record.tenant} {verb} {record.cidr} in stage {record.stage}"


def add_addresses(root: Path, keys: list[str] | None) -> list[str]:
    """Give blocks to tenants (None: to all), and return what was done, a line each.

    Raises:
        UserMistake: there is no such tenant, or any declaration is wrong.
        WorldFault: the ledger cannot be written.
    """
    with only_one(root):
        fleet = load_to_settle(root)
        tenants = (
            list(fleet.tenants.values())
            if keys is None
            else [tenant_of(fleet, key) for key in keys]
        )
        supernets = {name: stage.supernets for name, stage in fleet.stages.items()}
        requests = [need.request for need in needs(tenants, fleet.stages.values())]
        # That the supernets have room is among the checks that have passed.
        after = addressing.allocate(fleet.addresses, requests, supernets)
        done = list(_settle(root, fleet.addresses, after))
    return done or ["all of them have their addresses already; nothing was written"]


def retire_addresses(root: Path, key: str) -> list[str]:
    """Retire the blocks of a tenant that nothing declares any more, and return what was done.

    Raises:
        UserMistake: it has none such, or any declaration is wrong.
        WorldFault: the ledger cannot be written.
    """
    with only_one(root):
        fleet = load_to_settle(root)
        after = fleet.addresses
        gone = stale(after, fleet.tenants.values(), fleet.stages.values())
        for stage, tenant in gone:
            if tenant == key:
                after = addressing.retire(after, stage, tenant)
        if after is fleet.addresses:
            if key in fleet.tenants:
                where = f"tenants/{fleet.tenants[key].ministry}/{fleet.tenants[key].system}.yaml"
                raise UserMistake(
                    f"{key} is still declared; delete {where}, or an environment in it, first"
                )
            raise UserMistake(
                f"{key!r} holds no addresses; {nearest(key, {tenant for _, tenant in gone})}"
            )
        return list(_settle(root, fleet.addresses, after))

"""Which tenants the foundation has made an account for, and which were never deployed."""

from typing import Any

from kyotsu.bundle.state import latest_of
from kyotsu.stacks.targets import Target
from kyotsu.states.room import Room


def with_account(room: Room) -> frozenset[str]:
    """Return the tenants whose account the foundation's state has.

    Raises:
        WorldFault: the state can't be read.
    """
    stage = room.settings.name
    resources: list[dict[str, Any]] = latest_of(room.storage, room.project, stage).get(
        "resources", []
    )
    for one in resources:
        if one["type"] == "pulumi:pulumi:Stack":
            return frozenset((one.get("outputs") or {}).get("account_ids") or {})
    return frozenset()


def newcomers(room: Room, tenants: tuple[Target, ...]) -> tuple[str, ...]:
    """Return those of the tenants that have an account, and in it nothing yet."""
    there = with_account(room)
    return tuple(
        target.tenant
        for target in tenants
        if target.tenant in there
        and not latest_of(room.storage, room.project, target.stack).get("resources")
    )

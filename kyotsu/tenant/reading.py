"""Reading the fleet for commands that show or settle it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from infra.clock import today
from kyotsu.declarations import InvalidFiles
from kyotsu.errors import UserMistake, WorldFault
from kyotsu.project import find_root
from tenancy.address_checks import stale
from tenancy.finding import nearest
from tenancy.load import Fleet, InvalidDeclarations, load_fleet
from tenancy.model import Tenant

Root = Annotated[
    Path | None,
    typer.Option(help="The project's folder. Default: the nearest one with a Pulumi.yaml."),
]
Json = Annotated[bool, typer.Option("--json", help="Write JSON to standard output.")]


def root_or_found(root: Path | None) -> Path:
    """Return the project's folder. Raises `UserMistake` if there is none."""
    if root is None:
        return find_root()
    if not root.is_dir():
        raise UserMistake(f"there is no folder {root}")
    return root


def load(root: Path, *, settled: bool = True, overlay: Mapping[str, bytes] | None = None) -> Fleet:
    """Return the fleet.

    Raises:
        InvalidDeclarations: at least one declaration is wrong.
        WorldFault: a file cannot be read.
    """
    try:
        return load_fleet(root, today=today(), settled=settled, overlay=overlay)
    except OSError as error:
        raise WorldFault(f"cannot read {error.filename}: {error.strerror}") from None


def load_to_settle(root: Path) -> Fleet:
    """Return the fleet, in which addresses may still be missing or left over.

    Raises:
        InvalidFiles: anything else is wrong.
    """
    try:
        return load(root, settled=False)
    except InvalidDeclarations as error:
        raise InvalidFiles(f"{error}\nnothing was written") from None


def load_to_show(root: Path) -> Fleet:
    """Return the fleet for a command that changes nothing. Raises `InvalidFiles`."""
    try:
        return load(root, settled=False)
    except InvalidDeclarations as error:
        raise InvalidFiles(str(error)) from None


def is_left_over(root: Path, key: str) -> bool:
    """Return whether a tenant that is still declared holds addresses that it no longer asks for.

    Raises `InvalidFiles`.
    """
    fleet = load_to_settle(root)
    gone = stale(fleet.addresses, fleet.tenants.values(), fleet.stages.values())
    return key in fleet.tenants and any(tenant == key for _, tenant in gone)


def tenant_of(fleet: Fleet, key: str) -> Tenant:
    """Return a tenant. Raises `UserMistake` with the nearest key."""
    if key not in fleet.tenants:
        raise UserMistake(f"there is no tenant {key!r}; {nearest(key, fleet.tenants)}")
    return fleet.tenants[key]

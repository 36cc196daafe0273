"""Reads declarations for commands, and turns what is wrong in them into the command's own end."""

from pathlib import Path

from infra.clock import today
from kyotsu.errors import UserMistake
from tenancy.load import Fleet, InvalidDeclarations, load_fleet, load_stage
from tenancy.stage import StageSettings


class InvalidFiles(UserMistake):
    """Declarations are wrong; the message has a line for each finding."""


def read_fleet(root: Path) -> Fleet:
    """Return everything that is declared under `root`.

    Raises:
        InvalidFiles: at least one declaration is wrong.
    """
    try:
        return load_fleet(root, today=today())
    except InvalidDeclarations as error:
        raise _as_mistake(error) from None


def read_stage(root: Path, name: str) -> StageSettings:
    """Return the settings of a stage.

    Raises:
        UserMistake: there is no such stage.
        InvalidFiles: its file is wrong.
    """
    if not (root / f"Pulumi.{name}.yaml").is_file():
        known = sorted(
            path.name.split(".")[1]
            for path in root.glob("Pulumi.*.yaml")
            if path.name.count(".") == 2
        )
        raise UserMistake(f"there is no stage {name}; there are {', '.join(known)}")
    try:
        return load_stage(root, name)
    except InvalidDeclarations as error:
        raise _as_mistake(error) from None


def _as_mistake(error: InvalidDeclarations) -> InvalidFiles:
    return InvalidFiles("\n".join(str(finding) for finding in error.findings))

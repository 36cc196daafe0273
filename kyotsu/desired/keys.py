"""What decides what a stack's desired state is: the name under which it is kept.

Nothing else reaches the program, so nothing else can make the cache stale: `infra.program.declare`
is given the plan and the stage's facts, and reads the foundation's outputs; the rest is code.
Today's date decides whether declarations are valid, but is no part of a plan.
"""

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import is_dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kyotsu.desired.canonical import digest
from kyotsu.desired.graph import FORMAT

if TYPE_CHECKING:
    from kyotsu.desired.worker import Task

PACKAGES: Final = ("grpcio", "protobuf", "pulumi", "pulumi-aws", "pydantic", "pydantic-core")
"""Those that the program and its evaluation run on."""
PROGRAM: Final = ("components", "infra", "tenancy")
"""The project's own packages that the program is made of."""


def key_of(task: "Task", code: str) -> str:
    """Return the key of one evaluation. `code` is what `code_hash` returned."""
    # Not the canonical JSON of graphs: nobody else compares these bytes, and the encoder that is
    # written in C is five times as fast over a thousand tenants.
    decisive = json.dumps(
        {
            "format": FORMAT,
            "stack": task.stack,
            "project": task.project,
            "plan": task.plan,
            "settings": task.settings,
            "referenced": task.referenced,
            "code": code,
        },
        default=_fields,
        sort_keys=True,
    )
    return hashlib.sha256(decisive.encode()).hexdigest()


def _fields(value: object) -> Any:
    """Return what JSON has no form for: a plan or a part of one by its fields, settings whole."""
    if is_dataclass(value):
        return vars(value)
    return _settings(value)


@cache
def _settings(settings: Any) -> Any:
    return settings.model_dump(mode="json")


def code_hash(folders: Mapping[str, Path]) -> str:
    """Return a hash over the program's source, the evaluation's own, and the packages' versions.

    `folders` has each of the program's packages by name. All files count, imported or not: a
    module may import another at any time.
    """
    return digest(
        {
            "program": {name: _files(folder) for name, folder in folders.items()},
            "evaluation": _files(Path(__file__).parent),
            "packages": packages(),
        }
    )


@cache
def packages() -> dict[str, str]:
    """Return the versions of Python and of the packages that matter."""
    return {name: version(name) for name in PACKAGES} | {"python": platform.python_version()}


def _files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in _sources(folder)
    }


def _sources(folder: Path) -> Iterable[Path]:
    """Yield what was written by a person; byte code comes and goes while others run."""
    return (
        path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    )

"""Brings a state into agreement with what is there, after an engine was killed in the middle.

What was being created is looked for by its id and taken into the state (`pulumi import`); what
isn't there, or is known not to be, is struck out; the rest the engine reads (`pulumi refresh`).
The engine's own `--import-pending-creates` isn't used: version 3.259.0, not at a terminal, strikes
the operation out and imports nothing.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from kyotsu.errors import UserMistake
from kyotsu.stacks.failure import reasons
from kyotsu.stacks.run import Run
from kyotsu.stacks.targets import Target
from kyotsu.stacks.workspace import naming
from kyotsu.states.pending import Pending

_ABSENT = "does not exist"
_NO_IMPORT = ("can't be imported", "doesn't support import")
"""Of a type that can't be looked for by an id: the local stage's provider, and Terraform's."""


@dataclass(frozen=True, kw_only=True)
class Repair:
    """What became of the pending operations. Nothing else is wrong where `errors` is empty."""

    adopted: tuple[Pending, ...] = ()
    absent: tuple[Pending, ...] = ()
    unknown: tuple[Pending, ...] = ()
    """Still pending: nobody said whether they were created."""
    errors: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is pending any more."""
        return not (self.unknown or self.errors)


def check_found(pending: tuple[Pending, ...], found: Mapping[str, str]) -> None:
    """Refuse ids of what isn't pending.

    Raises:
        UserMistake: a URN is none of those that are being created.
    """
    wrong = sorted(set(found) - {operation.urn for operation in pending})
    if wrong:
        raise UserMistake(f"nothing is pending for {', '.join(wrong)}; `kyotsu stack pending`")


def repair(
    run: Run,
    target: Target,
    pending: tuple[Pending, ...],
    found: Mapping[str, str],
    *,
    clear: bool,
) -> Repair:
    """Repair the state of one stack.

    `found` are ids that a person looked up, by URN. `clear` says that what can't be looked for was
    not created, or that its provider finds it by itself.
    """
    adopted: list[Pending] = []
    absent: list[Pending] = []
    unknown: list[Pending] = []
    errors: list[str] = []
    for operation in pending:
        if operation.kind != "creating":
            continue  # a refresh reads it
        resource = found.get(operation.urn) or operation.id
        if resource is None or operation.provider is None:
            (absent if clear else unknown).append(operation)
            continue
        failure = _adopt(run, target, operation, operation.provider, resource)
        if failure is None:
            adopted.append(operation)
        elif any(_ABSENT in line for line in failure):
            absent.append(operation)
        elif any(phrase in line for phrase in _NO_IMPORT for line in failure):
            (absent if clear else unknown).append(operation)
        else:
            errors.extend(failure)
    if not errors:
        errors.extend(_settle(run, target, clear=not unknown))
    return Repair(
        adopted=tuple(adopted),
        absent=tuple(absent),
        unknown=tuple(unknown),
        errors=tuple(errors),
    )


def _adopt(
    run: Run, target: Target, operation: Pending, provider: str, resource: str
) -> tuple[str, ...] | None:
    """Take a resource into the state; return why not, or None."""
    run.report(target, f"looking for {operation.name}")
    entry = {"type": operation.type, "name": operation.name, "id": resource, "provider": "provider"}
    names = {"provider": provider}
    if operation.parent is not None:
        entry["parent"] = "parent"
        names["parent"] = operation.parent
    folder = run.scratch / target.stack
    folder.mkdir(parents=True, exist_ok=True)
    wanted = folder / "import.json"
    wanted.write_text(json.dumps({"nameTable": names, "resources": [entry]}), encoding="utf-8")
    ended = run.call(
        target,
        [
            *("import", "--file", str(wanted), "--yes", "--skip-preview"),
            *("--generate-code=false", "--protect=false"),
            *naming(run.root, target),
        ],
    )
    return None if ended.status == 0 else reasons(ended.output)


def _settle(run: Run, target: Target, *, clear: bool) -> tuple[str, ...]:
    """Let the engine read what is there, and strike out the creations if nothing is open."""
    run.report(target, "refreshing")
    also = ["--clear-pending-creates"] if clear else []
    ended = run.call(
        target, ["refresh", "--yes", "--skip-preview", *also, *naming(run.root, target)]
    )
    return () if ended.status == 0 else reasons(ended.output)

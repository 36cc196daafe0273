"""A stack as a preview says it will be, from the digest that `pulumi preview --json` prints.

Source of its form: `pkg/display/json.go` of Pulumi. Read strictly, for what reads it draws
conclusions: each resource must be in it, also what stays the same.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, cast

from kyotsu.desired.graph import Graph
from kyotsu.desired.placeholders import UNKNOWN
from kyotsu.diff.state import ENGINES_OWN, Deployed, resource_of
from kyotsu.errors import UserMistake
from kyotsu.marks import BLINDED, SECRET, SIGNATURE, UNKNOWNS

_MAKE: Final = "make it with `pulumi preview --json --show-sames`"


def read_previews(folder: Path) -> dict[str, Deployed]:
    """Return what the digests of a folder say, by stack: a file `*.json` for each preview.

    Raises:
        UserMistake: there is no such folder, a file is no whole digest, or two are of one stack.
    """
    try:
        files = sorted(folder.glob("*.json")) if folder.is_dir() else []
        texts = {path: path.read_text(encoding="utf-8") for path in files}
    except (OSError, UnicodeError) as error:
        raise UserMistake(f"{folder}: a preview can't be read: {error}") from None
    if not texts:
        raise UserMistake(
            f"{folder}: there is no folder with previews; put a file <stack>.json into it for each "
            f"stack, and {_MAKE}"
        )
    found: dict[str, Deployed] = {}
    for path, text in texts.items():
        one = read_preview(text, str(path))
        if one.graph.stack in found:
            raise UserMistake(f"{path}: another file is of stack {one.graph.stack} too; keep one")
        found[one.graph.stack] = one
    return found


def read_preview(text: str, name: str) -> Deployed:
    """Return what a digest says; `name` is its file's.

    Ids and outputs are those from before, of what isn't replaced.

    Raises:
        UserMistake: it is no digest, of no stack, failed, or leaves out what stays the same.
    """
    try:
        digest: Any = json.loads(text)
        steps: list[dict[str, Any]] = digest["steps"]
        counts: Mapping[str, int] = digest["changeSummary"]
        after = {one["urn"]: one for one in steps if one.get("newState")}
        stacks = {str(urn).removeprefix("urn:pulumi:").partition("::")[0] for urn in after}
        resources = [
            resource_of(_marked(one["newState"]))
            for _, one in sorted(after.items())
            if one["newState"]["type"] != ENGINES_OWN
        ]
        sames = sum(one["op"] == "same" for one in steps)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UserMistake(f"{name}: this is no digest of a preview; {_MAKE}") from None
    if counts.get("same", 0) > sames:
        raise UserMistake(
            f"{name}: the digest leaves out what stays the same, so what it is about can't be "
            f"told; {_MAKE}"
        )
    if len(stacks) != 1:
        raise UserMistake(f"{name}: the digest is of {len(stacks)} stacks, not of one; {_MAKE}")
    before = {urn: one["oldState"] for urn, one in after.items() if _goes_on(one)}
    return Deployed(
        graph=Graph(stacks.pop(), tuple(resources)),
        ids={urn: str(one.get("id", "")) for urn, one in before.items()},
        values={urn: one.get("outputs") or {} for urn, one in before.items()},
        unfinished=0,
    )


def _goes_on(step: Mapping[str, Any]) -> bool:
    return step["op"] in ("same", "update", "refresh") and bool(step.get("oldState"))


def _marked(value: Any) -> Any:
    """Return a value with the engine's marks as those of a graph and of a state."""
    if isinstance(value, str):
        if value in UNKNOWNS:
            return dict(UNKNOWN)
        return {SIGNATURE: SECRET} if value == BLINDED else value
    if isinstance(value, dict):
        found = cast("dict[str, Any]", value)
        return {key: _marked(inner) for key, inner in found.items()}
    if isinstance(value, list):
        return [_marked(inner) for inner in cast("list[Any]", value)]
    return value

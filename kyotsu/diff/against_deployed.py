"""Compares the working tree with what is deployed, as the backend's states tell it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from kyotsu.desired.graph import Graph, Resource
from kyotsu.desired.placeholders import UNKNOWN
from kyotsu.diff.both import deployed_stacks
from kyotsu.diff.changes import Change, changes_between
from kyotsu.diff.model import Diff, StackDiff
from kyotsu.diff.state import SECRET, Deployed, filled


def with_deployed(root: Path, stage: str, *, workers: int) -> Diff:
    """Compare the working tree with the states in the stage's backend.

    Raises:
        UserMistake: a declaration is wrong, or there is no such stage.
        WorldFault: the backend can't be read.
    """
    stacks = 0
    diffs: list[StackDiff] = []
    not_compared: dict[str, str] = {}
    notes: list[str] = []
    faults: dict[str, str] = {}
    for one in deployed_stacks(root, stage, workers=workers):
        if one.fault:
            faults[one.stack] = one.fault
        if isinstance(one.state, str):
            not_compared[one.stack] = one.state
            continue
        stacks += 1
        if one.state.unfinished:
            notes.append(
                f"{one.stack}: an update was broken off in {one.state.unfinished} operations; "
                "its state may not tell all"
            )
        if one.fault:
            continue
        found = _stack(one.stack, one.state, one.desired, one.foundation)
        if found.changes:
            diffs.append(found)
    return Diff(
        stage=stage,
        base="deployed",
        notes=tuple(notes),
        stacks=stacks,
        stacks_differing=tuple(diffs),
        not_compared=not_compared,
        faults=faults,
    )


def _stack(stack: str, state: Deployed, desired: Graph, foundation: Deployed) -> StackDiff:
    after = Graph(
        stack, tuple(comparable(desired, one, state, foundation) for one in desired.resources)
    )
    changes = tuple(
        change
        for change in changes_between(state.graph, after)
        if change.before != SECRET and change.after != UNKNOWN and not _of_provider(change)
    )
    return StackDiff(
        stack=stack,
        changes=changes,
        causes=tuple(() for _ in changes),
        only_after=not state.graph.resources,
        only_before=not desired.resources,
    )


def comparable(graph: Graph, resource: Resource, state: Deployed, foundation: Deployed) -> Resource:
    """Return a resource as its state would have it: values filled in, the provider's tags added."""
    inputs: dict[str, Any] = dict(filled(dict(resource.inputs), state, foundation))
    provider = graph.by_urn.get(resource.provider or "")
    deployed = state.graph.by_urn.get(resource.urn)
    if provider and deployed and "tags" in deployed.inputs and "defaultTags" in provider.inputs:
        defaults = json.loads(provider.inputs["defaultTags"])["tags"]
        inputs["tags"] = {**defaults, **inputs.get("tags", {})}
    return replace(resource, inputs=inputs)


def _of_provider(change: Change) -> bool:
    """Return whether a change is only one of what a state doesn't keep."""
    return change.path == "(ignoreChanges)"

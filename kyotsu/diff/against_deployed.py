"""Compares the working tree with what is deployed, as the backend's states tell it."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from infra.clock import today
from kyotsu.desired.graph import Graph, Resource
from kyotsu.desired.placeholders import UNKNOWN
from kyotsu.desired.sides import Side, cache_folder
from kyotsu.diff.changes import Change, changes_between
from kyotsu.diff.exports import Exports
from kyotsu.diff.model import Diff, StackDiff
from kyotsu.diff.state import SECRET, Deployed, filled
from kyotsu.errors import WorldFault


def with_deployed(root: Path, stage: str, *, workers: int) -> Diff:
    """Compare the working tree with the states in the stage's backend.

    Raises:
        UserMistake: a declaration is wrong, or there is no such stage.
        WorldFault: the backend can't be read.
    """
    from kyotsu.declarations import read_stage
    from kyotsu.stacks.environment import environment_for
    from kyotsu.stacks.existing import tenant_stacks

    settings = read_stage(root, stage)
    environment = environment_for(root, settings)
    exports = Exports(root, str(environment.cli), environment.variables)
    there = tenant_stacks(root, settings, environment)
    with Side(root, stage, today=today(), cache=cache_folder(root)) as side:
        wanted = side.planned.keys
        side.ask(wanted, workers)
        results = {result.stack: result for result in side.results()}
        foundation = exports.read(stage)
        if isinstance(foundation, str):
            raise WorldFault(f"the foundation's state can't be read: {foundation}")
        stacks = [stage, *sorted({*there, *wanted} - {stage})]
        diffs: list[StackDiff] = []
        not_compared: dict[str, str] = {}
        notes: list[str] = []
        faults = {name: one.problem for name, one in results.items() if one.problem}
        with ThreadPoolExecutor(workers) as threads:
            for stack, state in zip(stacks, threads.map(exports.read, stacks), strict=True):
                if isinstance(state, str):
                    not_compared[stack] = state
                    continue
                if state.unfinished:
                    notes.append(
                        f"{stack}: an update was broken off in {state.unfinished} operations; "
                        "its state may not tell all"
                    )
                if stack in faults:
                    continue
                graph = side.graph(results[stack]) if stack in results else Graph(stack, ())
                one = _stack(stack, state, graph, foundation)
                if one.changes:
                    diffs.append(one)
    return Diff(
        stage=stage,
        base="deployed",
        notes=tuple(notes),
        stacks=len(stacks) - len(not_compared),
        stacks_differing=tuple(diffs),
        not_compared=not_compared,
        faults=faults,
    )


def _stack(stack: str, state: Deployed, desired: Graph, foundation: Deployed) -> StackDiff:
    after = Graph(
        stack, tuple(_comparable(desired, one, state, foundation) for one in desired.resources)
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


def _comparable(
    graph: Graph, resource: Resource, state: Deployed, foundation: Deployed
) -> Resource:
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

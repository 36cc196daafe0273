"""A stage's stacks as the prover reads them: evaluated, or kept from before."""

from collections.abc import Mapping
from dataclasses import dataclass

from kyotsu.desired.sides import Side
from kyotsu.proof.network.incremental.store import Store
from kyotsu.proof.network.reading.stack import read_stack
from kyotsu.proof.network.resources.part import Part
from tenancy.load import without_collector


@dataclass(frozen=True, kw_only=True)
class Desired:
    """A stage's parts, with the keys that they are kept by, and what couldn't be evaluated."""

    parts: Mapping[str, Part]
    keys: Mapping[str, str]
    left_out: Mapping[str, str]
    """Tenants, with the reason."""


def read_desired(side: Side, workers: int, store: Store | None) -> Desired:
    """Evaluate a side's stacks and read them, one graph at a time."""
    with without_collector():
        return _read(side, workers, store)


def _read(side: Side, workers: int, store: Store | None) -> Desired:
    parts: dict[str, Part] = {}
    keys: dict[str, str] = {}
    left_out: dict[str, str] = {}
    side.ask(side.planned.keys, workers)
    for result in side.results():
        if result.problem:
            left_out[result.stack.partition(".")[2] or result.stack] = result.problem
            continue
        part = store.part(result.object) if store and result.object else None
        if part is None:
            part = read_stack(side.graph(result))
            if store and result.object:
                store.keep_part(result.object, part)
        parts[result.stack], keys[result.stack] = part, result.object
    return Desired(parts=parts, keys=keys, left_out=left_out)

"""The worlds to prove: of the working tree, and of the Git revision that it is compared with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from infra.clock import today
from kyotsu.declarations import read_stage
from kyotsu.desired.cache import Cache
from kyotsu.desired.graph import Graph
from kyotsu.desired.reading import graphs
from kyotsu.desired.sides import cache_folder
from kyotsu.diff.against_revision import evaluated
from kyotsu.diff.revision import find
from kyotsu.errors import WorldFault
from kyotsu.proof.access.answer import world_of
from kyotsu.proof.access.reading.world import World
from kyotsu.proof.asked import Asked
from kyotsu.proof.deployed import deployment
from tenancy.stage import StageSettings


@dataclass(frozen=True, kw_only=True)
class Sides:
    """The world as it is to be, and, where a base was asked for, as it was."""

    after: World
    before: World | None
    cache: Cache


def sides(root: Path, stage: str, base: str | None, *, workers: int) -> Sides:
    """Evaluate a stage, and its base if one is asked for.

    A tenant that can't be evaluated is missing from its world, which names it.

    Raises:
        UserMistake: a declaration is wrong, or there is no such stage or revision.
        WorldFault: the foundation can't be evaluated, which all else hangs on.
    """
    declared = read_stage(root, stage)
    revision = None if base is None else find(root, base)
    after = [found.graph for found in graphs(root, stage, [], workers=workers, must_succeed=False)]
    _has_foundation(stage, after)
    before = None
    if revision is not None:
        with evaluated(
            root, revision, stage, today=today(), cache=cache_folder(root), workers=workers
        ) as compared:
            by_stack = {graph.stack: graph for graph in after}
            same = [
                by_stack[stack]
                for stack, key in compared.before.keys.items()
                if compared.after.keys.get(stack) == key and stack in by_stack
            ]
            differing = [compared.graph_before(stack) for stack in compared.results_before]
        old = [*same, *(graph for graph in differing if graph is not None)]
        _has_foundation(stage, old)
        before = _world(declared, stage, old)
    return Sides(
        after=_world(declared, stage, after), before=before, cache=Cache(cache_folder(root))
    )


def deployed_side(asked: Asked) -> Sides:
    """Return the world that is deployed, or that was previewed.

    Raises:
        UserMistake: a declaration is wrong, or there is no such stage.
        WorldFault: the backend can't be read, or the foundation isn't deployed.
    """
    declared = read_stage(asked.root, asked.stage)
    found = deployment(asked)
    if asked.stage in found.left_out:
        raise WorldFault(
            f"of the foundation of {asked.stage} nothing can be proved: "
            f"{found.left_out[asked.stage]}"
        )
    return Sides(
        after=_world(declared, asked.stage, found.graphs),
        before=None,
        cache=Cache(cache_folder(asked.root)),
    )


def _world(declared: StageSettings, stage: str, found: Iterable[Graph]) -> World:
    return world_of(stage, declared.name_prefix, found, declared.access.repository)


def _has_foundation(stage: str, found: Sequence[Graph]) -> None:
    if not any(graph.stack == stage for graph in found):
        raise WorldFault(
            f"the foundation of {stage} can't be evaluated, so nothing can be proved; "
            f"`kyotsu desired show foundation --stage {stage}` says why"
        )

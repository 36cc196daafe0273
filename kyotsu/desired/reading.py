"""The desired state of this folder's declarations, for commands and for whoever else asks."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra.clock import today
from kyotsu.desired.graph import Graph
from kyotsu.desired.messages import Result
from kyotsu.desired.options import WORKERS
from kyotsu.desired.sides import Side, cache_folder
from kyotsu.errors import UserMistake, WorldFault
from kyotsu.project import find_root
from tenancy.finding import nearest

FOUNDATION = "foundation"


@dataclass(frozen=True)
class Found:
    """One stack's graph."""

    stack: str
    graph: Graph


def results(
    root: Path | None, stage: str, names: Sequence[str], *, workers: int = WORKERS
) -> Iterator[Result]:
    """Yield a result for each stack that is named; for all of the stage where none is.

    Raises:
        UserMistake: a declaration is wrong, or there is no such stage or tenant.
        WorldFault: the process that evaluates can't go on.
    """
    with _side(root, stage) as side:
        yield from _asked(side, stage, names, workers)


def graphs(
    root: Path | None,
    stage: str,
    names: Sequence[str],
    *,
    workers: int = WORKERS,
    must_succeed: bool = True,
) -> Iterator[Found]:
    """Yield the graph of each stack that is named, one at a time, so that memory doesn't grow.

    Raises as `results`, and `WorldFault` for a stack that can't be evaluated, if it must.
    """
    with _side(root, stage) as side:
        for result in _asked(side, stage, names, workers):
            if not result.problem:
                yield Found(result.stack, side.graph(result))
            elif must_succeed:
                raise WorldFault(f"{result.stack} can't be evaluated: {result.problem}")


@contextmanager
def _side(root: Path | None, stage: str) -> Generator[Side]:
    folder = find_root(root)
    with Side(folder, stage, today=today(), cache=cache_folder(folder)) as side:
        yield side


def _asked(side: Side, stage: str, names: Sequence[str], workers: int) -> Iterator[Result]:
    known = side.planned.keys
    side.ask([_stack(stage, name, known) for name in names] if names else known, workers)
    yield from side.results()


def _stack(stage: str, name: str, known: Mapping[str, str]) -> str:
    stack = stage if name in (FOUNDATION, stage) else f"{stage}.{name.removeprefix(f'{stage}.')}"
    if stack not in known:
        tenants = [one.partition(".")[2] for one in known if "." in one]
        raise UserMistake(f"there is no tenant {name} in stage {stage}; {nearest(name, tenants)}")
    return stack

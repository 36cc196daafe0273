"""Each stack as it is deployed or previewed, beside what the working tree makes of it."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from infra.clock import today
from kyotsu.desired.graph import Graph
from kyotsu.desired.sides import Side, cache_folder
from kyotsu.diff.exports import Exports
from kyotsu.diff.previewed import read_previews
from kyotsu.diff.state import Deployed
from kyotsu.errors import UserMistake, WorldFault


@dataclass(frozen=True, kw_only=True)
class Both:
    """One stack. The foundation's state is what tenants' states refer to."""

    stack: str
    state: Deployed | str
    """Or, in words, why it can't be read."""
    desired: Graph
    """Without resources where the working tree declares no such stack."""
    fault: str
    """Why the working tree's stack can't be evaluated; empty where it can."""
    foundation: Deployed


def deployed_stacks(root: Path, stage: str, *, workers: int) -> Iterator[Both]:
    """Yield the foundation, then every tenant's stack that is deployed or declared.

    Raises:
        UserMistake: a declaration is wrong, or there is no such stage.
        WorldFault: the backend, or the foundation's state in it, can't be read.
    """
    from kyotsu.declarations import read_stage
    from kyotsu.stacks.environment import environment_for
    from kyotsu.stacks.existing import tenant_stacks

    settings = read_stage(root, stage)
    environment = environment_for(root, settings)
    exports = Exports(root, str(environment.cli), environment.variables)
    there = tenant_stacks(root, settings, environment)
    yield from _beside(root, stage, there, exports.read, workers=workers)


def previewed_stacks(root: Path, stage: str, folder: Path, *, workers: int) -> Iterator[Both]:
    """Yield the foundation, then every tenant's stack that was previewed or is declared.

    Raises:
        UserMistake: a declaration is wrong, there is no such stage, or its foundation was not
            previewed; or what is in the folder can't be used.
    """
    previews = read_previews(folder)
    if stage not in previews:
        raise UserMistake(
            f"{folder}: there is no preview of stack {stage}, the foundation, to which those of "
            "tenants refer; put it beside them"
        )
    theirs = tuple(one for one in previews if one.startswith(f"{stage}."))
    if others := sorted(previews.keys() - {stage, *theirs}):
        raise UserMistake(f"{folder}: there is a preview of {others[0]}, which is not of {stage}")

    def read(stack: str) -> Deployed | str:
        return previews.get(stack, "no preview of it was given")

    yield from _beside(root, stage, theirs, read, workers=workers)


def _beside(
    root: Path,
    stage: str,
    there: Iterable[str],
    read: Callable[[str], Deployed | str],
    *,
    workers: int,
) -> Iterator[Both]:
    with Side(root, stage, today=today(), cache=cache_folder(root)) as side:
        wanted = side.planned.keys
        side.ask(wanted, workers)
        results = {result.stack: result for result in side.results()}
        foundation = read(stage)
        if isinstance(foundation, str):
            raise WorldFault(f"the foundation's state can't be read: {foundation}")
        tenants = sorted({*there, *wanted} - {stage})
        with ThreadPoolExecutor(workers) as threads:
            states = chain([foundation], threads.map(read, tenants))
            for stack, state in zip([stage, *tenants], states, strict=True):
                result = results.get(stack)
                fault = result.problem if result else ""
                yield Both(
                    stack=stack,
                    state=state,
                    desired=side.graph(result) if result and not fault else Graph(stack, ()),
                    fault=fault,
                    foundation=foundation,
                )

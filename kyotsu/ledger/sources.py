"""Where a ledger's facts come from: desired state, or what is deployed."""

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kyotsu.desired.graph import Graph
from kyotsu.desired.sides import Side, cache_folder
from tenancy.stage import StageSettings


@dataclass(kw_only=True)
class Source:
    """Graphs to be read once; `problems` is complete when they are read."""

    graphs: Iterator[Graph]
    problems: dict[str, str] = field(default_factory=dict[str, str])


@contextmanager
def desired(root: Path, stage: StageSettings, day: date, workers: int) -> Generator[Source]:
    """Evaluate the stage's tenants, without an engine. Raises as `Side.planned` does."""
    with Side(root, stage.name, today=day, cache=cache_folder(root)) as side:
        wanted = [stack for stack in side.planned.keys if "." in stack]
        source = Source(graphs=iter(()))

        def graphs() -> Iterator[Graph]:
            side.ask(wanted, workers)
            for result in side.results():
                if result.problem:
                    source.problems[result.stack] = result.problem
                else:
                    yield side.graph(result)

        source.graphs = graphs()
        yield source


@contextmanager
def deployed(root: Path, stage: StageSettings, workers: int) -> Generator[Source]:
    """Read the states of the stage's tenants.

    Raises:
        WorldFault: there is no engine, or its backend can't be reached.
    """
    from kyotsu.diff.exports import Exports
    from kyotsu.stacks.environment import environment_for
    from kyotsu.stacks.existing import tenant_stacks

    environment = environment_for(root, stage)
    exports = Exports(root, str(environment.cli), environment.variables)
    stacks = sorted(tenant_stacks(root, stage, environment))
    source = Source(graphs=iter(()))

    def graphs() -> Iterator[Graph]:
        with ThreadPoolExecutor(workers) as threads:
            for stack, state in zip(stacks, threads.map(exports.read, stacks), strict=True):
                if isinstance(state, str):
                    source.problems[stack] = state
                elif state.graph.resources:
                    yield state.graph

    source.graphs = graphs()
    yield source

"""What is proved in place of desired state, as graphs: what is deployed, or what was previewed."""

from collections.abc import Iterator

from kyotsu.desired.graph import Graph
from kyotsu.diff.as_desired import as_desired
from kyotsu.diff.both import Both, deployed_stacks, previewed_stacks
from kyotsu.proof.asked import Asked, Deployment


def deployment(asked: Asked) -> Deployment:
    """Return what the engine told: as it was handed on, or as it is read now.

    Raises as `read_deployment` does.
    """
    return asked.deployment or read_deployment(asked)


def read_deployment(asked: Asked) -> Deployment:
    """Return a stage as its states tell it, or its previews where those are asked about.

    What changed behind the engine's back is in neither.

    Raises:
        UserMistake: a declaration is wrong, there is no such stage, or a preview can't be used.
        WorldFault: the backend, or the foundation's state in it, can't be read.
    """
    graphs: list[Graph] = []
    left_out: dict[str, str] = {}
    for one in _stacks(asked):
        key = one.stack.partition(".")[2] or one.stack
        if isinstance(one.state, str):
            left_out[key] = one.state if asked.previews else f"its state can't be read: {one.state}"
        elif not one.state.graph.resources:
            left_out[key] = "it is not deployed"
        elif one.state.unfinished:
            left_out[key] = "an update was broken off, so its state may not tell all"
        else:
            graphs.append(as_desired(one.state, one.desired, one.foundation))
    return Deployment(graphs=tuple(graphs), left_out=left_out)


def _stacks(asked: Asked) -> Iterator[Both]:
    if asked.previews is not None:
        return previewed_stacks(asked.root, asked.stage, asked.previews, workers=asked.workers)
    return deployed_stacks(asked.root, asked.stage, workers=asked.workers)

"""What is deployed, for a proof: the states in the stage's backend, as graphs."""

from kyotsu.desired.graph import Graph
from kyotsu.diff.as_desired import as_desired
from kyotsu.diff.both import stacks_of
from kyotsu.proof.asked import Asked, Deployment


def deployed(asked: Asked) -> Deployment:
    """Return what is deployed: as it was handed on, or as it is read now.

    Raises as `read_deployment` does.
    """
    return asked.deployment or read_deployment(asked)


def read_deployment(asked: Asked) -> Deployment:
    """Return a stage as its states tell it; what changed behind the engine's back isn't in them.

    Raises:
        UserMistake: a declaration is wrong, or there is no such stage.
        WorldFault: the backend, or the foundation's state in it, can't be read.
    """
    graphs: list[Graph] = []
    left_out: dict[str, str] = {}
    for one in stacks_of(asked.root, asked.stage, workers=asked.workers):
        key = one.stack.partition(".")[2] or one.stack
        if isinstance(one.state, str):
            left_out[key] = f"its state can't be read: {one.state}"
        elif not one.state.graph.resources:
            left_out[key] = "it is not deployed"
        elif one.state.unfinished:
            left_out[key] = "an update was broken off, so its state may not tell all"
        else:
            graphs.append(as_desired(one.state, one.desired, one.foundation))
    return Deployment(graphs=tuple(graphs), left_out=left_out)

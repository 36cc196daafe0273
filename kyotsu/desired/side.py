"""The process that knows one side of a comparison: one revision's code and declarations.

It is started as `python -P -m kyotsu.desired.side <file descriptor>` and speaks through that
descriptor: it gets an `Order`, answers with `Planned` or `Impossible`, gets the names of the stacks
to evaluate, and answers with a `Result` for each. The project's packages are imported from the
order's folder where it has them, so each revision is evaluated by its own code.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from kyotsu.desired.cache import Cache
from kyotsu.desired.messages import (
    FAULT,
    Finished,
    Impossible,
    Order,
    Planned,
    Result,
    Wanted,
)
from kyotsu.desired.worker import Evaluated, Failed, Task, foundation_of


@dataclass(kw_only=True)
class _Side:
    """What the process knows once it has planned."""

    cache: Cache
    tasks: dict[str, Task]
    keys: dict[str, str]
    ready: dict[str, Result] = field(default_factory=dict[str, Result])


def main(descriptor: int) -> None:
    """Serve one side through a connected socket until the other end is closed."""
    pipe = Connection(descriptor)
    order: Order = pipe.recv()
    sys.path.insert(0, str(order.root))
    # The process that workers are forked from is told by this only (python/cpython issue 126631).
    os.environ["PYTHONPATH"] = os.pathsep.join(
        filter(None, (str(order.root), os.environ.get("PYTHONPATH")))
    )
    # What the program prints must not spoil what the command writes to standard output.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        _serve(order, pipe)
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        return  # whoever asked is gone, and doesn't want an answer


def _serve(order: Order, pipe: Connection) -> None:
    from kyotsu.desired import pool
    from kyotsu.desired.planning import CannotPlan, plan_side

    context = pool.prepare()
    cache = Cache(order.cache)
    try:
        planned = plan_side(order)
    except CannotPlan as error:
        pipe.send(Impossible(message=str(error), exit_status=error.exit_status))
        return
    side = _Side(cache=cache, tasks={}, keys={})
    foundation = planned.foundation
    code = planned.code
    from kyotsu.desired.keys import key_of

    side.tasks[foundation.stack] = foundation
    side.keys[foundation.stack] = key_of(foundation, code)
    found = cache.entry(side.keys[foundation.stack])
    outputs = None if found is None else _outputs(cache, found.object)
    if outputs is None:
        with pool.Pool(context, 1) as workers:
            (evaluated,) = workers.run([foundation])
        if isinstance(evaluated, Failed):
            message = f"the foundation of {order.stage} can't be evaluated: {evaluated.problem}"
            pipe.send(Impossible(message=message, exit_status=FAULT))
            return
        outputs = evaluated.outputs
        side.ready[foundation.stack] = _kept(side, evaluated)
    for task in planned.tenants(foundation_of(order.stage, foundation.project), outputs):
        side.tasks[task.stack] = task
        side.keys[task.stack] = key_of(task, code)
    pipe.send(
        Planned(keys=side.keys, findings=planned.findings, left_out=planned.left_out),
    )
    while True:
        wanted: Wanted = pipe.recv()
        for result in _results(side, wanted, context):
            pipe.send(result)
        pipe.send(Finished(warning=cache.broken))


def _results(side: _Side, wanted: Wanted, context: Any) -> Iterator[Result]:
    from kyotsu.desired.pool import Pool

    missing: list[Task] = []
    for stack in wanted.stacks:
        entry = side.cache.entry(side.keys[stack])
        if stack in side.ready:
            yield side.ready[stack]
        elif entry is not None:
            yield Result(stack=stack, hash=entry.hash, object=entry.object)
        else:
            missing.append(side.tasks[stack])
    with Pool(context, min(wanted.workers, len(missing)) or 1) as workers:
        for outcome in workers.run(missing):
            yield _kept(side, outcome)


def _kept(side: _Side, outcome: Evaluated | Failed) -> Result:
    if isinstance(outcome, Failed):
        return Result(stack=outcome.stack, problem=outcome.problem)
    entry = None
    if side.cache.broken is None:
        entry = side.cache.keep(side.keys[outcome.stack], outcome.hash, outcome.packed)
    if entry is None:
        return Result(stack=outcome.stack, hash=outcome.hash, packed=outcome.packed)
    return Result(stack=outcome.stack, hash=entry.hash, object=entry.object)


def _outputs(cache: Cache, name: str) -> Mapping[str, Any] | None:
    from kyotsu.desired.cache import unpack

    packed = cache.packed(name)
    return None if packed is None else unpack(packed).outputs


if __name__ == "__main__":
    main(int(sys.argv[1]))

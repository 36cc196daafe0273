"""Processes that evaluate stacks: a few at a time, each for a portion of the work.

A worker that has done its portion ends and is followed by a fresh one, so that no leak in the SDK
can add up. A worker that dies, or that doesn't end, costs one stack and not the run.
"""

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from typing import Any, Final

from kyotsu.desired.worker import Evaluated, Failed, Task, serve

PORTION: Final = 100
"""How many stacks a worker evaluates before it ends: `docs/adr/0008-desired-state.md`."""
TRIES: Final = 2
SECONDS: Final = 600.0
"""After so long a stack is given up: the largest foundations take half a minute."""


@dataclass(eq=False)
class _Worker:
    process: ForkServerProcess
    pipe: Any
    task: Task | None = None
    done: int = 0
    since: float = 0.0


def prepare() -> ForkServerContext:
    """Begin to import what workers need, in a process that they will be forked from; don't wait."""
    from multiprocessing.forkserver import ensure_running

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["kyotsu.desired.preload"])
    ensure_running()
    return context


@dataclass
class Pool:
    """Up to `size` workers. Use it as a context: at the end none is left."""

    context: ForkServerContext
    size: int
    portion: int = PORTION
    _workers: list[_Worker] = field(default_factory=list[_Worker])

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            with suppress(OSError):
                worker.pipe.send(None)
            worker.pipe.close()
            worker.process.join(timeout=5)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers.clear()

    def run(self, tasks: Iterable[Task]) -> Iterator[Evaluated | Failed]:
        """Yield the result of each task, as they come."""
        waiting = deque((task, TRIES) for task in tasks)
        left: dict[str, int] = {}
        while waiting or any(worker.task for worker in self._workers):
            while waiting and (worker := self._idle()) is not None:
                task, left[task.stack] = waiting.popleft()
                worker.task, worker.since = task, time.monotonic()
                with suppress(OSError):  # that it is gone is seen below
                    worker.pipe.send(task)
            busy = {worker.pipe: worker for worker in self._workers if worker.task}
            ready = connection.wait(list(busy), timeout=1.0)
            for pipe, worker in busy.items():
                task = worker.task
                assert task is not None  # noqa: S101 - it is busy
                if pipe in ready:
                    outcome = self._receive(worker)
                elif time.monotonic() - worker.since > SECONDS:
                    outcome = self._bury(worker, f"had no result after {SECONDS:.0f} s")
                else:
                    continue
                if isinstance(outcome, str):
                    if left[task.stack] > 1:
                        waiting.append((task, left[task.stack] - 1))
                    else:
                        yield Failed(stack=task.stack, problem=outcome)
                else:
                    yield outcome

    def _idle(self) -> _Worker | None:
        for worker in list(self._workers):
            if worker.task is None and worker.done < self.portion:
                return worker
            if worker.task is None:
                self._retire(worker)
        if len(self._workers) >= self.size:
            return None
        ours, theirs = self.context.Pipe()
        process = self.context.Process(target=serve, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _receive(self, worker: _Worker) -> Evaluated | Failed | str:
        try:
            result: Evaluated | Failed = worker.pipe.recv()
        except (EOFError, OSError):
            return self._bury(worker, None)
        worker.task, worker.done = None, worker.done + 1
        return result

    def _retire(self, worker: _Worker) -> None:
        with suppress(OSError):
            worker.pipe.send(None)
        worker.process.join(timeout=5)
        self._bury(worker, "")

    def _bury(self, worker: _Worker, reason: str | None) -> str:
        """Let a worker go, and return in words why its work isn't done."""
        if reason is not None:
            worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        self._workers.remove(worker)
        code = worker.process.exitcode or 0
        how = f"ended by {signal.Signals(-code).name}" if code < 0 else f"ended with status {code}"
        return f"the process that evaluated it {reason or how}; this was tried {TRIES} times"

"""Work on many things in a few processes, with only a few of them in memory at the same time."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, Final, TypeVar

from kyotsu.errors import WorldFault

AHEAD: Final = 4
"""So many things wait for each worker: none is idle, and memory doesn't grow with the fleet."""

T = TypeVar("T")
R = TypeVar("R")


def in_workers(
    work: Callable[[T], R],
    things: Iterable[T],
    *,
    workers: int,
    begin: Callable[..., None],
    given: tuple[Any, ...],
) -> Iterator[R]:
    """Yield what comes of each thing, as it comes.

    Each process first calls `begin` with what is given, once: for what all the work needs. An
    exception of the work is raised here.

    Raises:
        WorldFault: a process was killed.
    """
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("forkserver"), initializer=begin, initargs=given
    )
    waiting: set[Future[R]] = set()
    try:
        for thing in things:
            waiting.add(pool.submit(work, thing))
            if len(waiting) >= workers * AHEAD:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (one.result() for one in done)
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (one.result() for one in done)
    except BrokenProcessPool:
        raise WorldFault(
            "a process that worked on the stacks was killed, perhaps for want of memory;"
            " run this again, with --workers 1 if need be"
        ) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)

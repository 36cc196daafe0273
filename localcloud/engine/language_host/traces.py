"""Tracebacks for the person who wrote the program."""

from __future__ import annotations

import asyncio
import concurrent.futures
import traceback
from collections.abc import Iterator
from pathlib import Path

import pulumi

_MACHINERY = tuple(
    str(Path(module.__file__ or "").parent) for module in (pulumi, asyncio, concurrent.futures)
)


def user_traceback(error: BaseException) -> str:
    """Return the traceback of `error` from the first frame that isn't machinery.

    Machinery is this package, runpy, asyncio and the SDK. Frames after the first one of the user
    stay, whosever they are; a traceback that is all machinery stays whole.
    """
    described = traceback.TracebackException.from_exception(error)
    for part in _chain(described):
        begin = next((i for i, frame in enumerate(part.stack) if not _is_machinery(frame)), 0)
        part.stack = traceback.StackSummary.from_list(part.stack[begin:])
    return "".join(described.format())


def _chain(part: traceback.TracebackException) -> Iterator[traceback.TracebackException]:
    yield part
    for other in (part.__cause__, part.__context__, *(part.exceptions or ())):
        if other is not None:
            yield from _chain(other)


def _is_machinery(frame: traceback.FrameSummary) -> bool:
    name = frame.filename
    if name.startswith(("<frozen runpy", "<frozen importlib")):
        return True
    return name.startswith(_MACHINERY) or Path(name).parent == Path(__file__).parent

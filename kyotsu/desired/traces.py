"""The call stack of a registration, as Pulumi describes it, in a tenth of the time.

For each resource Pulumi reads the whole stack, looks after each file on disk, and makes a URI of
each path. Only the innermost frames are the program's, and they are the same for many resources.
"""

import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from pulumi.runtime import resource
from pulumi.runtime.proto import source_pb2

_FRAMES: Final = 12
"""The program's: a component in a component in a component, and so on; the rest is machinery."""
_CONSTRUCTORS: Final = 3
"""`Resource`, `CustomResource` or `ComponentResource`, and the class of the resource itself."""


@contextmanager
def short_traces() -> Generator[None]:
    """Let Pulumi describe the innermost frames only, and each place once."""
    theirs = resource._get_stack_trace  # pyright: ignore[reportPrivateUsage]
    resource._get_stack_trace = _Traces().trace  # pyright: ignore[reportPrivateUsage]
    try:
        yield
    finally:
        resource._get_stack_trace = theirs  # pyright: ignore[reportPrivateUsage]


class _Traces:
    """Describes stacks, and remembers each place."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], Any] = {}

    def trace(self) -> Any:
        """Return the frames below the resource's own constructor, the innermost first."""
        frame = sys._getframe(1)  # pyright: ignore[reportPrivateUsage]
        constructors = 0
        while frame.f_back is not None and constructors < _CONSTRUCTORS:
            constructors += frame.f_code.co_name == "__init__"
            frame = frame.f_back
        frames: list[Any] = []
        while frame.f_back is not None and len(frames) < _FRAMES:
            frames.append(self._described(frame.f_code.co_filename, frame.f_lineno))
            frame = frame.f_back
        return source_pb2.StackTrace(frames=frames)

    def _described(self, file: str, line: int) -> Any:
        at = (file, line)
        if at not in self._known:
            position = None
            if Path(file).is_absolute():  # not so of `<string>` and the like
                position = source_pb2.SourcePosition(uri=Path(file).as_uri(), line=line)
            self._known[at] = source_pb2.StackFrame(pc=position)
        return self._known[at]

"""Run a command that dies with its parent: `python bound.py PARENT_PID COMMAND [ARGUMENT...]`.

Pulumi can be killed outright. Then nobody is left to tell a running program, policy pack or
compiler to stop, so the kernel is asked to do it (Linux: prctl(2), PR_SET_PDEATHSIG; the setting
survives execve). Elsewhere the command is simply run. A `preexec_fn` would do the same, but is
unsafe in a process with threads, and the language host has many.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Sequence

_PR_SET_PDEATHSIG = 1


def bound(command: Sequence[str]) -> list[str]:
    """Return `command` wrapped so that it dies when the calling thread's process does."""
    # -I and -S: nothing but this file is needed, and it should cost a few milliseconds only.
    return [sys.executable, "-I", "-S", __file__, str(os.getpid()), *command]


def _main() -> None:
    parent, command = int(sys.argv[1]), sys.argv[2:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before we asked
            sys.exit(1)
    os.execvp(command[0], command)  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    _main()

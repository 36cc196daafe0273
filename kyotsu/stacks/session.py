"""The processes of one engine.

An engine is started in a session of its own. Its plugins put themselves into process groups of
their own, so that a terminal's Ctrl-C doesn't reach them; but they stay in the session, whoever
their parent is by now. That is how all of them are found.
"""

import os
import time

import psutil

_POLL_SECONDS = 0.02


def members(session: int) -> tuple[psutil.Process, ...]:
    """Return the living processes of a session (zombies aren't)."""
    found: list[psutil.Process] = []
    for process in psutil.process_iter():
        try:
            alive = process.status() != psutil.STATUS_ZOMBIE
            if alive and os.getsid(process.pid) == session:
                found.append(process)
        except (psutil.Error, OSError):  # it ended, or is somebody else's
            continue
    return tuple(found)


def end(session: int) -> None:
    """Kill what is left of a session. Does nothing where nothing is."""
    while left := members(session):  # what was just being started is met the next time
        for process in left:
            try:
                process.kill()
            except psutil.Error:
                continue
        # Not psutil's own waiting: it would take the exit status away from whoever started one.
        time.sleep(_POLL_SECONDS)

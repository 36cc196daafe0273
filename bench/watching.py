"""Runs the command as a person would, and watches what it and its processes take."""

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

KYOTSU: Final = Path(sys.executable).with_name("kyotsu")
_EVERY: Final = 0.2


@dataclass(frozen=True, kw_only=True)
class Watched:
    """What a run took: wall clock and processor time in seconds, and memory at its most in MB.

    Processor time is of all its processes, as far as they were seen: it tells on a loaded machine
    what the wall clock would say on an idle one. Memory is their proportional set size.
    """

    seconds: float
    processor: float
    megabytes: float

    @property
    def detail(self) -> str:
        """The processor time in words."""
        return f"{self.processor:.1f} s of processor time, process start included"


def watch(arguments: Sequence[str], root: Path) -> Watched:
    """Run `kyotsu` in a folder, and return what it took.

    Raises:
        RuntimeError: it didn't end well.
    """
    began = time.perf_counter()
    process = psutil.Popen([str(KYOTSU), *arguments], cwd=root, stdout=subprocess.DEVNULL)
    spent: dict[tuple[int, float], float] = {}
    most = 0.0
    while process.poll() is None:
        most = max(most, _look(process, spent))
        time.sleep(_EVERY)
    seconds = time.perf_counter() - began
    if process.wait() != 0:
        raise RuntimeError(f"kyotsu {arguments[0]} ended with status {process.returncode}")
    return Watched(seconds=seconds, processor=sum(spent.values()), megabytes=most)


def _look(process: psutil.Process, spent: dict[tuple[int, float], float]) -> float:
    """Note each process's time so far, and return the memory of all."""
    total = 0
    try:
        for one in (process, *process.children(recursive=True)):
            times = one.cpu_times()
            spent[one.pid, one.create_time()] = times.user + times.system
            total += one.memory_full_info().pss
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0.0
    return total / 1024**2

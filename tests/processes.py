"""What tests ask about processes, which may end between any question and its answer."""

import psutil


def runs(pid: int) -> bool:
    """Whether a process works; a zombie only waits for whoever inherited it."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def engines_below(pid: int) -> list[psutil.Process]:
    """Return the engines among what a process has started, and what that has started."""
    return [child for child in _children(pid) if _name(child) == "pulumi"]


def _children(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _name(process: psutil.Process) -> str:
    try:
        return process.name()
    except psutil.NoSuchProcess:
        return ""

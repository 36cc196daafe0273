"""A directory, private to this project, from which the built CLI starts our language host.

It must never be on a user's own PATH before the official host: only our commands put it in front.
"""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path

from localcloud.engine.ambient import LANGUAGE_HOST


def write_shims(directory: Path, python: Path) -> Path:
    """Write the executable `pulumi-language-python`, which runs our host with `python`.

    Returns the shim. Raises OSError when `directory` can't be written.
    """
    shim = directory / LANGUAGE_HOST
    # -P: the directory that the host is started in is the user's program, not ours to import from.
    text = (
        f'#!/bin/sh\nexec {shlex.quote(str(python))} -P -m localcloud.engine.language_host "$@"\n'
    )
    if not (os.access(shim, os.X_OK) and shim.read_text(encoding="utf-8") == text):
        directory.mkdir(parents=True, exist_ok=True)
        draft = _draft(shim)
        draft.write_text(text, encoding="utf-8")
        draft.chmod(0o755)
        draft.replace(shim)
    return shim


def place_beside(cli: Path, directory: Path) -> Path:
    """Give `cli` a second name in `directory`, beside the language host, and return that.

    The CLI warns at each command of a language host that isn't beside its own executable
    (`using pulumi-language-python from $PATH`), and takes symbolic links for what they point to.
    Hence a hard link, or a copy where the two are on different file systems.
    """
    second = directory / cli.name
    if second.exists() and _same(cli, second):
        return second
    draft = _draft(second)
    try:
        draft.hardlink_to(cli)
    except OSError:
        shutil.copy2(cli, draft)
    draft.replace(second)
    # rename(2) does nothing when both names are the same file already, as after a race.
    draft.unlink(missing_ok=True)
    return second


def _same(one: Path, other: Path) -> bool:
    a, b = one.stat(), other.stat()
    return (a.st_size, a.st_mtime_ns) == (b.st_size, b.st_mtime_ns)


def _draft(target: Path) -> Path:
    return target.with_name(f".{target.name}.{os.getpid()}")

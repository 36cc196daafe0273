"""Deployed states, read through the engine, whatever kind of backend holds them."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from kyotsu.diff.state import Deployed, Unreadable, read_state

_MISSING: Final = "no stack named"


class Exports:
    """Reads states through the engine, so that every kind of backend can be read."""

    def __init__(self, root: Path, cli: str, variables: Mapping[str, str]) -> None:
        self._root, self._cli = root, cli
        self._variables = {**os.environ, **variables}

    def read(self, stack: str) -> Deployed | str:
        """Return a stack's state, or in words why there is none to compare with."""
        done = subprocess.run(
            [self._cli, "stack", "export", "--stack", stack],
            cwd=self._root,
            env=self._variables,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            if _MISSING in done.stderr:
                nothing: dict[str, Any] = {"version": 3, "deployment": {}}
                return read_state(stack, json.dumps(nothing))
            return done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "no export"
        try:
            return read_state(stack, done.stdout)
        except Unreadable as error:
            return str(error)

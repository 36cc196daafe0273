"""What the bootstrap gives, and how it says that it can't."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Source = Literal["path", "cache", "download", "built"]

HOW_IT_WAS_GOT: Mapping[Source, str] = {
    "path": "found on PATH",
    "cache": "from the engine cache",
    "download": "downloaded just now",
    "built": "built just now from its Go module",
}


@dataclass(frozen=True, kw_only=True)
class Engine:
    """A Pulumi CLI that can run this project's Python programs and policy packs.

    `cli` is the executable. `version` has no leading `v`. `source` says how this call got it.
    `path_dirs` go in front of PATH, in this order, so that the CLI and a Python language host are
    found; `environment` does that.
    """

    cli: Path
    version: str
    source: Source
    path_dirs: tuple[Path, ...]

    def environment(self, base: Mapping[str, str]) -> dict[str, str]:
        """Return `base` with `path_dirs` in front of its PATH."""
        parts = [*map(str, self.path_dirs), *filter(None, [base.get("PATH", "")])]
        return {**base, "PATH": os.pathsep.join(parts)}

    def describe(self) -> str:
        """Return one line for people: version, how it was got, where it is."""
        return f"Pulumi {self.version}, {HOW_IT_WAS_GOT[self.source]}: {self.cli}"


class Miss(Exception):  # noqa: N818 - a way that is closed is an answer, not an error
    """One way to an engine is closed. The message says why (a build adds Go's last lines)."""


class EngineUnavailable(Exception):  # noqa: N818 - the name that callers ask about: it is a state
    """No way leads to an engine. The message names every way, why it is closed, and what helps."""

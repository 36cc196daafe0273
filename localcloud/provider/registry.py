"""The table of all resource types, by token."""

from __future__ import annotations

import difflib
import functools
import importlib
import pkgutil
from collections.abc import Mapping
from typing import Final

from localcloud.provider import types
from localcloud.provider.errors import UnknownTypeError
from localcloud.provider.vocabulary import Entry

TYPES_DIR: Final = "localcloud/provider/types"


@functools.cache
def table() -> Mapping[str, Entry]:
    """Every entry by its token; aliases lead to the same entry."""
    entries: dict[str, Entry] = {}
    for entry in _modules():
        for token in (entry.type, *entry.aliases):
            if token in entries:
                raise ValueError(f"{token} is declared twice")
            entries[token] = entry
    return entries


@functools.cache
def files() -> Mapping[str, str]:
    """Return the file in which each token is declared, relative to the project's root."""
    table()
    return dict(_files)


_files: dict[str, str] = {}


def _modules() -> list[Entry]:
    found: list[Entry] = []
    for info in pkgutil.iter_modules(types.__path__):
        module = importlib.import_module(f"{types.__name__}.{info.name}")
        entries: list[Entry] = getattr(module, "ENTRIES", [])
        for entry in entries:
            _files.update(
                dict.fromkeys((entry.type, *entry.aliases), f"{TYPES_DIR}/{info.name}.py")
            )
        found += entries
    return found


def entry(token: str) -> Entry:
    """Return the entry of a type; raises `UnknownTypeError` that says where to add it."""
    found = table().get(token)
    if found is not None:
        return found
    module = token.split(":")[1].split("/")[0] if token.count(":") == 2 else "..."
    homes = sorted({file for known, file in files().items() if known.startswith(f"aws:{module}/")})
    home = " or ".join(homes) or f"{TYPES_DIR}/{module}.py"
    close = difflib.get_close_matches(token, table(), n=1, cutoff=0.85)
    hint = f" (the nearest it knows is {close[0]})" if close else ""
    raise UnknownTypeError(
        f"the local provider doesn't know the type {token}{hint}; add an entry for it to {home}, "
        f"as docs/local-stage.md tells"
    )

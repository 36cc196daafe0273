"""Evaluated graphs on disk, found by everything that decides what they are.

    keys/<key>        the graph's hash, and the name of the object that holds it
    objects/<sha256>  the graph's JSON, compressed

A file is written beside its place and renamed into it, so that a reader never sees half of one, and
two runs that write the same file write the same bytes. What doesn't match its name counts as
missing. A disk that is full costs the cache and not the run.
"""

import hashlib
import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kyotsu.desired.graph import Graph

LAYOUT: Final = "v1"


@dataclass(frozen=True)
class Entry:
    """What is known of a key: the graph's hash, and the object that holds the graph."""

    hash: str
    object: str


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a cache holds."""

    graphs: int
    inputs: int
    bytes: int


class Cache:
    """A folder of evaluated graphs. `broken` says why it can't be written, once it can't."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.broken: str | None = None

    def entry(self, key: str) -> Entry | None:
        """Return what a key stands for, if its graph is there too."""
        try:
            found = json.loads(self._place("keys", key).read_bytes())
            entry = Entry(found["hash"], found["object"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return entry if self._place("objects", entry.object).is_file() else None

    def keep(self, key: str, graph_hash: str, packed: bytes) -> Entry | None:
        """Write a graph under its key. Return None where it can't be written; then see `broken`."""
        entry = Entry(graph_hash, hashlib.sha256(packed).hexdigest())
        record = json.dumps({"hash": entry.hash, "object": entry.object}).encode()
        kept = self._write("objects", entry.object, packed) and self._write("keys", key, record)
        return entry if kept else None

    def packed(self, name: str) -> bytes | None:
        """Return an object's bytes, or None where it is missing or damaged."""
        try:
            packed = self._place("objects", name).read_bytes()
        except OSError:
            return None
        if hashlib.sha256(packed).hexdigest() != name:
            with suppress(OSError):
                self._place("objects", name).unlink()
            return None
        return packed

    def note(self, key: str) -> dict[str, Any] | None:
        """Return a note that was kept beside the graphs."""
        try:
            found: Any = json.loads(self._place("notes", key).read_bytes())
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def keep_note(self, key: str, note: Mapping[str, Any]) -> None:
        """Keep a note of plain data."""
        self._write("notes", key, json.dumps(note).encode())

    def contents(self) -> Contents:
        """Count what is there."""
        files = [path for path in self._root.rglob("*") if path.is_file()]
        return Contents(
            graphs=sum(path.parts[-3] == "objects" for path in files),
            inputs=sum(path.parts[-3] == "keys" for path in files),
            bytes=sum(_size(path) for path in files),
        )

    def clear(self) -> None:
        """Remove everything, other layouts' too. A run that is using it evaluates anew."""
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def _root(self) -> Path:
        return self.folder / LAYOUT

    def _place(self, kind: str, name: str) -> Path:
        return self._root / kind / name[:2] / name[2:]

    def _write(self, kind: str, name: str, content: bytes) -> bool:
        place = self._place(kind, name)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            handle, unfinished = tempfile.mkstemp(dir=place.parent, prefix=".")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                Path(unfinished).replace(place)
            except BaseException:
                Path(unfinished).unlink(missing_ok=True)
                raise
        except OSError as error:
            self.broken = f"{self.folder}: {error.strerror}"
            return False
        return True


def unpack(packed: bytes) -> Graph:
    """Return the graph in an object's bytes."""
    return Graph.from_data(json.loads(zlib.decompress(packed)))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # another run has just removed it
        return 0

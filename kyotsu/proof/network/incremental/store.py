"""What was read and proved before, on disk, so that a change is proved by itself.

    parts/<key>     a stack's part of the network, by its graph and the code that read it
    last/<stage>    a stage's last proof: which parts it was made of, and each tenant's verdicts

Files are written beside their place and renamed into it, as `kyotsu.desired.cache` does it; what
can't be read counts as missing. Nothing but time is lost with them.
"""

import hashlib
import json
import os
import tempfile
import zlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from kyotsu.proof.network.resources.part import Part
from kyotsu.proof.verdict import Verdict

_LEVEL = 1
"""Of compression: reading is what counts."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """What was found of one tenant, and all that it can depend on."""

    declared: str
    """A hash of what the tenant declares."""
    met: tuple[str, ...]
    """The URNs of all that decided on its packets."""
    sent_to: tuple[tuple[int, int], ...]
    """The ranges of addresses that it can send to beyond its own network."""
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, kw_only=True)
class Last:
    """The last proof of a stage."""

    code: str
    declared: str
    """A hash of what the stage declares beside its tenants."""
    parts: dict[str, str]
    """The keys of the parts, by stack."""
    records: dict[str, Record] = field(default_factory=dict[str, Record])


@cache
def _parts() -> TypeAdapter[Part]:
    return TypeAdapter(Part)


@cache
def _lasts() -> TypeAdapter[Last]:
    return TypeAdapter(Last)


@cache
def code_hash() -> str:
    """Return a hash over the code that reads and proves."""
    digest = hashlib.sha256()
    folder = Path(__file__).resolve().parents[1]
    for path in sorted((*folder.rglob("*.py"), folder.parent / "verdict.py")):
        digest.update(str(path.relative_to(folder.parent)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


class Store:
    """A folder of what was read and proved."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def part(self, key: str) -> Part | None:
        """Return a stack's part, if it was kept."""
        raw = self._read(self._place(key))
        try:
            return None if raw is None else _parts().validate_json(raw)
        except ValidationError:
            return None

    def keep_part(self, key: str, part: Part) -> None:
        """Keep a stack's part."""
        self._write(self._place(key), _parts().dump_json(part))

    def last(self, stage: str) -> Last | None:
        """Return the last proof of a stage, if this same code made it."""
        raw = self._read(self.folder / "last" / stage)
        try:
            found = None if raw is None else _lasts().validate_json(raw)
        except ValidationError:
            return None
        return found if found is not None and found.code == code_hash() else None

    def keep_last(self, stage: str, last: Last) -> None:
        """Keep a proof of a stage."""
        self._write(self.folder / "last" / stage, _lasts().dump_json(last))

    def _place(self, key: str) -> Path:
        named = hashlib.sha256(f"{code_hash()} {key}".encode()).hexdigest()
        return self.folder / "parts" / named[:2] / named[2:]

    def _read(self, place: Path) -> bytes | None:
        try:
            return zlib.decompress(place.read_bytes())
        except (OSError, zlib.error):
            return None

    def _write(self, place: Path, content: bytes) -> None:
        """Write a file; where the disk is full or shut, nothing but time is lost."""
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            handle, unfinished = tempfile.mkstemp(dir=place.parent, prefix=".")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(zlib.compress(content, _LEVEL))
                Path(unfinished).replace(place)
            except BaseException:
                Path(unfinished).unlink(missing_ok=True)
                raise
        except OSError:
            return


def digest_of(value: object) -> str:
    """Return a hash of plain data."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()

"""A bundle as a file: a ZIP archive of the manifest, its signature and the engine's plans."""

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from kyotsu.bundle.model import MANIFEST, SIGNATURE, Manifest, Plans, Signature
from kyotsu.errors import UserMistake, WorldFault

M = TypeVar("M", bound=BaseModel)

_MOST_BYTES: Final = 512 * 1024 * 1024
"""Of one file in a bundle, unpacked. A plan of 1,000 resources has about 3 MB."""
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""Of every file, so that the same content gives the same archive."""


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """What was read: nothing of it is trusted yet but that the plans are those of the manifest."""

    manifest: Manifest
    signed: bytes
    """The manifest's bytes as they are in the file."""
    signature: Signature
    plans: Plans


def write(path: Path, manifest: Manifest, signature: Signature, plans: Plans) -> None:
    """Write a bundle, all of it or nothing.

    Raises:
        WorldFault: it can't be written.
    """
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            _add(archive, MANIFEST, manifest.canonical())
            _add(archive, SIGNATURE, signature.model_dump_json().encode())
            for one in manifest.stacks:
                _add(archive, one.plan_file, plans[one.stack])
        unfinished.replace(path)
    except OSError as error:
        raise WorldFault(f"the bundle {path} can't be written: {error.strerror}") from None
    finally:
        unfinished.unlink(missing_ok=True)


def load(path: Path) -> Bundle:
    """Read a bundle.

    Raises:
        UserMistake: the file isn't there, is no bundle, was cut off, or a plan isn't the bound one.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            signed = _take(archive, MANIFEST)
            manifest = _parsed(signed, Manifest)
            if manifest.canonical() != signed:
                raise UserMistake(f"{path}: the manifest isn't in its canonical form")
            plans = {one.stack: _take(archive, one.plan_file) for one in manifest.stacks}
            signature = _parsed(_take(archive, SIGNATURE), Signature)
    except OSError as error:
        raise UserMistake(f"the bundle {path} can't be read: {error.strerror or error}") from None
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError) as error:
        raise UserMistake(f"{path} is no whole bundle ({error}); get it again") from None
    except (ValidationError, ValueError) as error:
        raise UserMistake(f"{path} is no bundle of this version: {_first(error)}") from None
    for one in manifest.stacks:
        if hashlib.sha256(plans[one.stack]).hexdigest() != one.plan:
            raise UserMistake(f"{path}: the plan of {one.stack} isn't the one that was bound")
    return Bundle(manifest=manifest, signed=signed, signature=signature, plans=plans)


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    archive.writestr(entry, content)


def _take(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _MOST_BYTES:
        raise UserMistake(f"{archive.filename}: {name} is larger than any plan")
    return archive.read(name)


def _parsed(content: bytes, model: type[M]) -> M:
    return model.model_validate_json(content)


def _first(error: Exception) -> str:
    if isinstance(error, ValidationError):
        found = error.errors(include_input=False, include_url=False)[0]
        return f"{'.'.join(map(str, found['loc'])) or 'the manifest'}: {found['msg']}"
    return str(error)

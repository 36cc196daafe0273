"""What belongs to a collection of evidence, so that a file that is changed, new or gone shows."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from kyotsu.bundle.model import Signature
from kyotsu.bundle.signing import EVIDENCE, Signer, is_signed
from kyotsu.bundle.trust import trusted
from kyotsu.desired.canonical import canonical
from kyotsu.errors import UserMistake
from kyotsu.evidence.model import Origin
from kyotsu.output import write_file

MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.sig.json"
SCHEMA: Final = 1


def write_manifest(
    folder: Path, origin: Origin, files: dict[str, str], signer: Signer | None
) -> None:
    """Write the hash of each file, and sign them all together. Paths are relative to the folder."""
    content = canonical(
        {
            "schema": SCHEMA,
            "stage": origin.stage,
            "basis": origin.basis,
            "commit": origin.commit,
            "committed": origin.committed.isoformat(),
            "uncommitted": origin.uncommitted,
            "policies": origin.pack,
            "files": files,
        }
    )
    write_file(folder / MANIFEST, content)
    if signer is not None:
        write_file(folder / SIGNATURE, signer.sign(content).model_dump_json().encode())


def differences(root: Path, folder: Path) -> list[str]:
    """Return in sentences what is wrong with a collection; nothing where it is as it was made.

    Raises:
        UserMistake: the folder holds no collection.
    """
    content, stage, _ = _read(folder)
    return [*altered(folder), *_signature(root, folder, content, stage)]


def altered(folder: Path) -> list[str]:
    """Return in sentences what isn't as the manifest has it, whoever signed it or didn't.

    Raises:
        UserMistake: the folder holds no collection.
    """
    _, _, files = _read(folder)
    found = [
        f"{name} {problem}"
        for name, wanted in sorted(files.items())
        if (problem := _problem(folder / name, wanted))
    ]
    there = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    } - {MANIFEST, SIGNATURE}
    found.extend(f"{name} isn't in the manifest" for name in sorted(there - set(files)))
    return found


def _read(folder: Path) -> tuple[bytes, str, dict[str, str]]:
    """Return a manifest's bytes, its stage, and the hash of each file."""
    try:
        content = (folder / MANIFEST).read_bytes()
        manifest: Any = json.loads(content)
        files: dict[str, str] = dict(manifest["files"])
        stage = str(manifest["stage"])
    except OSError as error:
        raise UserMistake(f"{folder / MANIFEST} can't be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        raise UserMistake(f"{folder / MANIFEST} is no manifest of evidence") from None
    return content, stage, files


def sha256(content: bytes) -> str:
    """Return the hash that a manifest has for a file."""
    return hashlib.sha256(content).hexdigest()


def _problem(path: Path, wanted: str) -> str | None:
    try:
        return None if sha256(path.read_bytes()) == wanted else "isn't as it was written"
    except OSError:
        return "is missing"


def _signature(root: Path, folder: Path, content: bytes, stage: str) -> list[str]:
    try:
        raw = (folder / SIGNATURE).read_bytes()
    except OSError:
        return ["it isn't signed, so anybody may have made it"]
    try:
        signature = Signature.model_validate_json(raw)
    except ValueError:
        return [f"{SIGNATURE} is no signature"]
    signer = trusted(root, stage).get(signature.signer)
    if signer is None:
        return [f"signers.yaml trusts no {signature.signer} in {stage}"]
    if signer.until < datetime.now(tz=UTC).date():
        return [f"the key of {signature.signer} was trusted until {signer.until} only"]
    if not is_signed(content, signature, signer.public_key, EVIDENCE):
        return [f"the signature isn't {signature.signer}'s over this manifest"]
    return []

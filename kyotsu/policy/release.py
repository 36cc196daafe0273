"""Makes the files of a release of the policy pack, the same ones from the same commit."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kyotsu.bundle.model import Pack
from kyotsu.bundle.tools import pack
from kyotsu.errors import UserMistake
from kyotsu.output import write_files
from kyotsu.policy.session import open_session

TAG: Final = "policies-v"
_FOLDERS: Final = ("policies", "tenancy")
"""The pack, and what of the project it imports."""
_PACKAGES: Final = ("pulumi", "pulumi-policy", "pydantic", "pyyaml")
"""What it imports of others; they are released by name, with the versions that are locked."""
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, kw_only=True)
class Release:
    """What was made."""

    pack: Pack
    archive: Path
    sha256: str
    rules: int


def release(root: Path, out: Path, tag: str | None) -> Release:
    """Write the archive, its description and its notes into `out`.

    Raises:
        UserMistake: the tag isn't that of the version, a rule is wrong, or `out` is a file.
        WorldFault: the files can't be written.
    """
    described = pack(root)
    if tag not in (None, f"{TAG}{described.version}"):
        raise UserMistake(
            f"the tag is {tag}, and policies/PulumiPolicy.yaml has version {described.version}; "
            f"tag {TAG}{described.version}, or raise the version first"
        )
    session = open_session(root)
    ids = sorted(rule.id for rule in (*session.rules, *session.stack_rules))
    name = f"kyotsu-policies-{described.version}"
    packed = _archive(root)
    sha256 = hashlib.sha256(packed).hexdigest()
    facts = {
        "version": described.version,
        "archive": f"{name}.zip",
        "archive_sha256": sha256,
        "pack_sha256": described.sha256,
        "rules": ids,
    }
    archive, *_ = write_files(
        out,
        {
            f"{name}.zip": packed,
            f"{name}.json": (json.dumps(facts, indent=2) + "\n").encode(),
            "notes.md": _notes(described, f"{name}.zip", sha256, ids).encode(),
        },
    )
    return Release(pack=described, archive=archive, sha256=sha256, rules=len(ids))


def _archive(root: Path) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for path in _files(root):
            _add(made, path.relative_to(root).as_posix(), path.read_bytes())
        _add(made, "requirements.txt", "".join(_pins(root)).encode())
    return content.getvalue()


def _files(root: Path) -> Iterator[Path]:
    for folder in _FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def _pins(root: Path) -> Iterator[str]:
    for line in (root / "requirements.lock").read_text("utf-8").splitlines():
        name, equals, version = line.partition("==")
        if equals and name in _PACKAGES:
            yield f"{name}=={version.split()[0]}\n"


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)


def _notes(described: Pack, archive: str, sha256: str, ids: list[str]) -> str:
    return (
        f"Policy pack {described.version}: {len(ids)} rules.\n\n"
        f"- `{archive}`, SHA-256 `{sha256}`\n"
        f"- the pack's hash, as bundles name it: `{described.sha256}`\n\n"
        "Unpack it, install `requirements.txt`, and give `--policy-pack policies` to `pulumi "
        "preview` with the unpacked folder in PYTHONPATH.\n"
    )

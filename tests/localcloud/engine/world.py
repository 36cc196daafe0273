"""A machine to order: what is on PATH, what the network serves, what Go does."""

from __future__ import annotations

import hashlib
import io
import platform
import sys
import tarfile
from dataclasses import dataclass, field
from pathlib import Path

from localcloud.engine.download import archive_name
from localcloud.engine.locate import ensure_engine
from localcloud.engine.settings import Settings

VERSION = "3.259.0"


@dataclass
class Machine:
    """A temporary machine. `bin` is its PATH, after the system's two directories for `sh`."""

    root: Path
    settings: Settings

    @property
    def bin(self) -> Path:
        return self.root / "bin"

    def script(self, path: Path, body: str) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    def put_pulumi(self, version: str, *, host: bool = True) -> Path:
        if host:
            self.script(self.bin / "pulumi-language-python", "exit 0")
        return self.script(self.bin / "pulumi", f"echo v{version}")

    def put_go(self, build: str = "", version: str = "go1.99.0") -> Path:
        """A `go` that lists two packages and whose build runs `build`, then writes the CLI."""
        return self.script(
            self.bin / "go",
            f"""
case "$1" in
  env) echo {version} ;;
  list) echo "go: downloading example.org/one v1.0.0"; echo one; echo two ;;
  build)
    while [ "$1" != -o ]; do shift; done
    echo one; echo two
    echo built >> {self.root}/builds
    {build or ":"}
    mkdir -p "$(dirname "$2")"
    printf '#!/bin/sh\\necho v{VERSION}\\n' > "$2"; chmod +x "$2" ;;
esac""",
        )

    def put_cached(self) -> None:
        """Have the engine in the cache, as an earlier run on this machine left it."""
        go = self.put_go()
        ensure_engine(settings=self.settings)
        go.unlink()

    @property
    def builds(self) -> int:
        file = self.root / "builds"
        return len(file.read_text(encoding="utf-8").splitlines()) if file.exists() else 0

    @property
    def leftovers(self) -> list[Path]:
        return sorted(self.settings.cache.glob(".installing-*"))


@dataclass
class Release:
    """What the two hosts of the official release serve, by path."""

    address: str
    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    # Bytes that are announced but never sent, by path: the transfer breaks off.
    withheld: dict[str, int] = field(default_factory=dict[str, int])

    def offer(self, archive: bytes, *, digest: str | None = None) -> None:
        name = archive_name(VERSION, sys.platform, platform.machine())
        digest = digest or hashlib.sha256(archive).hexdigest()
        sums = f"{'0' * 64}  pulumi-v{VERSION}-plan9-x64.tar.gz\n{digest}  {name}\n"
        self.files[f"/sdk/{name}"] = archive
        self.files[f"/releases/v{VERSION}/pulumi-{VERSION}-checksums.txt"] = sums.encode()


def make_archive(members: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for name, body in members.items():
            entry = tarfile.TarInfo(name)
            entry.mode, entry.size = 0o755, len(body)
            tar.addfile(entry, io.BytesIO(body.encode()))
    return buffer.getvalue()


class Recorder:
    """A Progress that remembers what it was told."""

    def __init__(self) -> None:
        self.phases: list[tuple[str, int | None]] = []
        self.steps: list[tuple[int, str]] = []
        self.notes: list[str] = []

    def phase(self, title: str, total: int | None = None) -> None:
        self.phases.append((title, total))

    def step(self, done: int, detail: str = "") -> None:
        self.steps.append((done, detail))

    def note(self, message: str) -> None:
        self.notes.append(message)

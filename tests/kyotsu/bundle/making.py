"""Bundles for tests, with keys of their own."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from kyotsu.bundle import files
from kyotsu.bundle.model import BoundStack, Manifest, Pack
from kyotsu.bundle.signing import FileSigner, new_key
from kyotsu.bundle.trust import TrustedSigner
from kyotsu.bundle.verify import Asked, Here

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
PLAN = b'{"resourcePlans": {}}'
PACK = Pack(version="0.1.0", sha256="a" * 64)
TOOLS = {"pulumi-cli": "3.259.0", "python": "3.11.7"}
STATE = "b" * 64
STACK = "dev.soumu-toukei"


def manifest(**changed: object) -> Manifest:
    """Return a manifest of one stack, with some facts changed."""
    plain = Manifest(
        format=1,
        stage="dev",
        commit="c" * 40,
        tree="d" * 40,
        pack=PACK,
        tools=TOOLS,
        made_at=NOW - timedelta(hours=1),
        expires_at=NOW + timedelta(hours=71),
        stacks=(
            BoundStack(
                stack=STACK,
                state=STATE,
                changes="e" * 64,
                digest="f" * 64,
                events="0" * 64,
                plan=hashlib.sha256(PLAN).hexdigest(),
                counts={"update": 1},
            ),
        ),
    )
    return plain.model_copy(update=changed)


class Keyed:
    """A signer with a new key."""

    def __init__(self, folder: Path, name: str = "pipeline") -> None:
        self.file = folder / f"{name}.pem"
        self.public = new_key(self.file)
        self.signer = FileSigner(name, self.file)
        self.trusted = {
            name: TrustedSigner(name=name, public_key=self.public, until=date(2027, 3, 31))
        }

    def write(self, path: Path, bound: Manifest) -> files.Bundle:
        """Write a bundle and read it again."""
        plans = {one.stack: PLAN for one in bound.stacks}
        files.write(path, bound, self.signer.sign(bound.canonical()), plans)
        return files.load(path)


def asked(keyed: Keyed, **changed: object) -> Asked:
    """Return a wish that `manifest()` is for, with some facts changed."""
    facts: dict[str, object] = {"stage": "dev", "signers": keyed.trusted, "now": NOW}
    return Asked(**(facts | changed))  # pyright: ignore[reportArgumentType] - facts of many types


def here(**changed: object) -> Here:
    """Return a place where `manifest()` may be deployed, with some facts changed."""
    facts: dict[str, object] = {
        "commit": "9" * 40,
        "tree": "d" * 40,
        "uncommitted": 0,
        "pack": PACK,
        "tools": TOOLS,
        "states": {STACK: STATE},
    }
    return Here(**(facts | changed))  # pyright: ignore[reportArgumentType] - facts of many types

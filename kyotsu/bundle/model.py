"""What a bundle says. It is written as canonical JSON, and the signature is over those bytes."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from kyotsu.desired.canonical import canonical
from kyotsu.stacks.targets import Target
from tenancy.vocabulary import Declared, Rows

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "signature.json"

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Commit = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}([0-9a-f]{24})?$")]
Moment = Annotated[datetime, Field(strict=False)]
"""With its zone, as RFC 3339 writes it."""


class Pack(Declared):
    """The policy pack that the previews were held against."""

    version: str
    sha256: Sha256


class BoundStack(Declared):
    """One stack's preview."""

    stack: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]*$")]
    state: Sha256
    """Of the state that the preview began with; see `kyotsu.bundle.state`."""
    changes: Sha256
    """Of what the digest says will change; see `kyotsu.bundle.digest`."""
    digest: Sha256
    """Of the digest as the engine wrote it: the file that the review was drawn from."""
    events: Sha256
    """Of the event stream as the engine wrote it."""
    plan: Sha256
    """Of the engine's saved plan, which is in the bundle."""
    counts: dict[str, int]
    """Resources by the engine's operation."""

    @property
    def plan_file(self) -> str:
        """The plan's name in the bundle."""
        return f"plans/{self.stack}.json"

    @property
    def target(self) -> Target:
        """The stack, as the rest of the command names it."""
        stage, _, tenant = self.stack.partition(".")
        return Target(stage=stage, tenant=tenant or None)


class Manifest(Declared):
    """All that a bundle binds."""

    format: Literal[1]
    stage: str
    commit: Commit
    """The commit that was previewed."""
    tree: Commit
    """Its tree: what is in all of its files. A merge has another commit and the same tree."""
    pack: Pack
    tools: dict[str, str]
    """Versions, by name."""
    made_at: Moment
    expires_at: Moment
    stacks: Rows[BoundStack]

    def canonical(self) -> bytes:
        """Return the bytes that are signed (RFC 8785)."""
        return canonical(self.model_dump(mode="json"))

    @property
    def name(self) -> str:
        """Return the bundle's name: the first 16 digits of its hash, for people to compare."""
        return hashlib.sha256(self.canonical()).hexdigest()[:16]


class Signature(Declared):
    """Who signed, and the signature over the manifest's bytes."""

    signer: str
    """The name that `signers.yaml` knows the key by."""
    algorithm: Literal["ed25519", "ecdsa-p256-sha256"]
    value: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]+={0,2}$", max_length=1024)]
    """Base64."""


Plans = Mapping[str, bytes]
"""The engine's plans, by the name of the stack."""

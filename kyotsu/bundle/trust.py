"""Whose signatures a stage accepts: `signers.yaml`."""

from datetime import date
from pathlib import Path
from typing import Annotated, Final

from cryptography.hazmat.primitives.serialization import load_pem_public_key
from pydantic import AfterValidator, Field

from kyotsu.declared import read_declared
from tenancy.vocabulary import Declared, Rows, mistake

SIGNERS: Final = "signers.yaml"


def _public(text: str) -> str:
    try:
        load_pem_public_key(text.encode())
    except (ValueError, TypeError):
        raise mistake(
            "this is no public key in PEM", "copy what `kyotsu review key` printed"
        ) from None
    return text


class TrustedSigner(Declared):
    """One key, and what it is for."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,40}$")]
    """As bundles name it."""
    public_key: Annotated[str, AfterValidator(_public)]
    """PEM."""
    until: Annotated[date, Field(strict=False)]
    """The last day on which its signatures count. Give it at most a year."""


class Signers(Declared):
    """The file."""

    stages: dict[str, Rows[TrustedSigner]]
    """By stage. A stage that isn't here trusts nobody."""


def trusted(root: Path, stage: str) -> dict[str, TrustedSigner]:
    """Return a stage's trusted signers, by name; none where nothing is said.

    Raises:
        InvalidFiles: the file is wrong.
    """
    if not (root / SIGNERS).is_file():
        return {}
    signers, _ = read_declared(root, SIGNERS, Signers)
    return {one.name: one for one in signers.stages.get(stage, ())}

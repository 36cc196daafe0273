"""Holds a bundle against what is here now. Every difference is a sentence, and all are told.

First whether it is to be believed, and is for here and now; then whether everything is as it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from kyotsu.bundle.files import Bundle
from kyotsu.bundle.model import Pack
from kyotsu.bundle.signing import is_signed
from kyotsu.bundle.trust import SIGNERS, TrustedSigner

_CLOCKS: Final = timedelta(minutes=5)
"""How far two machines' clocks may be apart."""


@dataclass(frozen=True, kw_only=True)
class Here:
    """What is about to be deployed, and with what. `states` are hashes, by stack."""

    commit: str
    tree: str
    uncommitted: int
    pack: Pack
    tools: dict[str, str]
    states: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """For what a bundle is wanted, and whose signatures count there."""

    stage: str
    signers: dict[str, TrustedSigner]
    now: datetime


def objections(bundle: Bundle, asked: Asked) -> tuple[str, ...]:
    """Return why the bundle isn't to be believed, or not for here and now; needs no engine."""
    untrusted = tuple(_signature(bundle, asked))
    # What an unsigned file says is not worth comparing; but a stage mistaken is the usual reason.
    if untrusted:
        return (*_stage(bundle, asked), *untrusted)
    return (*_stage(bundle, asked), *_when_and_where(bundle, asked))


def differences(bundle: Bundle, here: Here) -> tuple[str, ...]:
    """Return what isn't as it was when the bundle was made; nothing where it may be deployed."""
    return tuple(_made_of(bundle, here))


def _signature(bundle: Bundle, here: Asked) -> Iterator[str]:
    signer = here.signers.get(bundle.signature.signer)
    if signer is None:
        yield (
            f"it was signed by {bundle.signature.signer!r}, which {SIGNERS} doesn't trust in "
            f"stage {here.stage}"
        )
    elif not is_signed(bundle.signed, bundle.signature, signer.public_key):
        yield f"its signature isn't one by {signer.name}: the file was changed, or forged"
    elif bundle.manifest.made_at.date() > signer.until or here.now.date() > signer.until:
        yield f"the key of {signer.name} counted until {signer.until} only"


def _stage(bundle: Bundle, here: Asked) -> Iterator[str]:
    if bundle.manifest.stage != here.stage:
        yield f"it is for stage {bundle.manifest.stage}, and {here.stage} was asked for"


def _when_and_where(bundle: Bundle, here: Asked) -> Iterator[str]:
    manifest = bundle.manifest
    if here.now > manifest.expires_at:
        yield (
            f"it could be deployed until {_clock(manifest.expires_at)}; what was approved then may "
            "not be right any more"
        )
    if manifest.made_at > here.now + _CLOCKS:
        yield f"it says that it was made at {_clock(manifest.made_at)}, which is yet to come"
    if not manifest.stacks:
        yield "it has no stack in it"
    strange = [one.stack for one in manifest.stacks if one.target.stage != manifest.stage]
    if strange:
        yield f"it has stacks of another stage in it: {', '.join(strange)}"


def _made_of(bundle: Bundle, here: Here) -> Iterator[str]:
    manifest = bundle.manifest
    if manifest.tree != here.tree:
        yield (
            f"the files are those of commit {here.commit[:12]}, and not those of "
            f"{manifest.commit[:12]}, which was approved"
        )
    if here.uncommitted:
        yield f"{here.uncommitted} files here aren't as they were committed"
    if manifest.pack != here.pack:
        yield (
            f"the policy pack is {here.pack.version} ({here.pack.sha256[:12]}), and the preview "
            f"was held against {manifest.pack.version} ({manifest.pack.sha256[:12]})"
        )
    for name in sorted({*manifest.tools, *here.tools}):
        then, now = manifest.tools.get(name), here.tools.get(name)
        if then != now:
            yield f"{name} is {now or 'not here'}, and it was {then or 'not there'} at the preview"
    for one in manifest.stacks:
        if here.states.get(one.stack) != one.state:
            yield f"the state of {one.stack} has changed since the preview"


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"

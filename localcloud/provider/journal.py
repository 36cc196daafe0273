"""What has been created and may not be in the engine's state yet (ADR 0005).

The engine writes a resource into its state after the provider's Create has returned. Killed in
between, it asks for the same creation again the next time. So the provider writes down each
creation before it begins and its id when it ends, keyed by URN, and crosses it out when the
engine ends the plugin in good order, having written its state, or shows that it knows the id: by
Diff, Read, Update or Delete. A creation that is asked for while an older one isn't crossed out is
that older one.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

from localcloud.files import write_atomically
from localcloud.provider.errors import LocalProviderError
from localcloud.provider.vocabulary import Props


@dataclass(frozen=True)
class Creation:
    """A creation that the engine may not know of."""

    urn: str
    attempt: str
    inputs: Props
    id: str | None = None
    """None: it was begun; whether it ended isn't known."""


class Journal:
    """The unacknowledged creations of one emulator instance, a file each."""

    def __init__(self, local_dir: Path | None, instance: str) -> None:
        self._directory = None if local_dir is None else local_dir / "journal" / instance
        self._old_state: set[str] = set()
        self._compared: set[str] = set()
        self._open: set[str] = set()
        self._finished: set[str] = set()
        self._lock = threading.Lock()
        if self._directory is not None:
            try:
                self._directory.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise LocalProviderError(
                    f"{self._directory} can't be written ({error.strerror}); the local provider "
                    f"notes there what it creates"
                ) from None
            self._open = {path.name for path in self._directory.glob("*.json")}

    def begin(self, urn: str, inputs: Props) -> Creation:
        """Write down that a creation begins."""
        creation = Creation(urn, secrets.token_hex(8), inputs)
        self._write(creation)
        return creation

    def finish(self, creation: Creation, resource: str) -> None:
        """Write down the id that it got."""
        self._write(Creation(creation.urn, creation.attempt, creation.inputs, resource))
        self._finished.add(creation.urn)

    def settle(self) -> None:
        """Cross out all that this process has created: the engine has written its state."""
        for urn in self._finished:
            self.drop(urn)

    def checked(self, urn: str) -> None:
        """Return the engine has an older state of this URN (which one, it hasn't told)."""
        self._old_state.add(urn)

    def known(self, urn: str, resource: str, *, compared: bool = False) -> None:
        """Return the engine has this id in its state."""
        if compared:
            self._compared.add(urn)
        creation = self._read(urn)
        if creation is not None and creation.id == resource:
            self.drop(urn)

    def pending(self, urn: str) -> Creation | None:
        """Return the creation that a Create of this URN should take over, if there is one.

        Where the engine replaces a resource without comparing it (its provider was replaced), the
        last creation is the resource that is being replaced, so it isn't taken over.
        """
        creation = self._read(urn)
        if creation is None or creation.id is None:
            return creation
        forced = urn in self._old_state and urn not in self._compared
        return None if forced else creation

    def drop(self, urn: str) -> None:
        """Cross a creation out."""
        name = _name(urn)
        if self._directory is not None and name in self._open:
            (self._directory / name).unlink(missing_ok=True)
        with self._lock:
            self._open.discard(name)

    def _write(self, creation: Creation) -> None:
        if self._directory is None:
            return
        name = _name(creation.urn)
        try:
            write_atomically(self._directory / name, json.dumps(asdict(creation)))
        except OSError as error:
            raise LocalProviderError(
                f"{self._directory} can't be written ({error.strerror})"
            ) from None
        with self._lock:
            self._open.add(name)

    def _read(self, urn: str) -> Creation | None:
        name = _name(urn)
        if self._directory is None or name not in self._open:
            return None
        try:
            return Creation(**json.loads((self._directory / name).read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None


def _name(urn: str) -> str:
    return hashlib.sha256(urn.encode()).hexdigest()[:32] + ".json"

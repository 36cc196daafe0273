"""A stage's backend, opened for its locks and states."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kyotsu.declarations import read_stage
from kyotsu.project import find_root
from kyotsu.states.backend import backend_url
from kyotsu.states.locks import Lock, list_locks
from kyotsu.states.pending import State, states
from kyotsu.states.storage import Storage, open_storage
from tenancy.stage import StageSettings


@dataclass(frozen=True, kw_only=True)
class Room:
    """What the commands on locks and states share."""

    root: Path
    settings: StageSettings
    project: str
    storage: Storage

    @classmethod
    def open(cls, root: Path | None, stage: str) -> "Room":
        """Open the backend of a stage.

        Raises:
            UserMistake: there is no such stage.
            WorldFault: no backend is chosen, or it is of another kind.
        """
        folder = find_root(root)
        settings = read_stage(folder, stage)
        project: dict[str, Any] = yaml.safe_load((folder / "Pulumi.yaml").read_text("utf-8"))
        return cls(
            root=folder,
            settings=settings,
            project=str(project["name"]),
            storage=open_storage(backend_url(folder, settings)),
        )

    def locks(self) -> list[Lock]:
        """Return the locks of the stage's stacks."""
        return [lock for lock in list_locks(self.storage) if self._is_ours(lock)]

    def states(self, stack: str | None = None) -> Iterator[State]:
        """Yield the states of the stage's stacks, or of one of them."""
        for state in states(self.storage, self.project, self.settings.name):
            if stack in (None, state.stack):
                yield state

    def _is_ours(self, lock: Lock) -> bool:
        project, _, stack = lock.stack.partition("/")
        return project == self.project and stack.partition(".")[0] == self.settings.name

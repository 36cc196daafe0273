"""What all operations of one run share, and the one place where they call the engine."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kyotsu.errors import WorldFault
from kyotsu.stacks import engine
from kyotsu.stacks.checkpoints import with_checkpoints
from kyotsu.stacks.engine import Ended, Event, Limits
from kyotsu.stacks.environment import EngineEnvironment
from kyotsu.stacks.halt import Halt
from kyotsu.stacks.homes import make_home, shared_home
from kyotsu.stacks.targets import Target

NONE: Final[Mapping[str, str]] = MappingProxyType({})


def _no_one(target: Target, process: int) -> None:
    """Hear of an engine, and do nothing."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run over some stacks.

    `scratch` holds a folder for each stack: its engine's home, events and output. `report` is
    called, from any thread, with a target and a word on what is happening to it; `on_engine` with
    a target and the number of the process of each engine that starts.
    """

    root: Path
    environment: EngineEnvironment
    scratch: Path
    report: Callable[[Target, str], None]
    on_engine: Callable[[Target, int], None] = _no_one
    limits: Limits = field(default_factory=Limits)
    halt: Halt = field(default_factory=Halt)
    skip_checkpoints: bool = False

    @property
    def policy_packs(self) -> list[str]:
        """The options for the policy packs that every preview and update is held against."""
        return ["--policy-pack", str(self.root / "policies")]

    def log_of(self, target: Target) -> Path:
        """Return the file with all that the engine printed about a stack."""
        return self.scratch / target.stack / "engine.log"

    def call(
        self,
        target: Target,
        arguments: Sequence[str],
        on_event: Callable[[Event], None] = lambda event: None,
        *,
        streams: bool = False,
        output: Path | None = None,
        variables: Mapping[str, str] = NONE,
    ) -> Ended:
        """Call the engine for a stack. `streams`: the command has events, and they are heard.

        `output` is a file for what it prints to its standard output, instead of the log;
        `variables` are for this command alone.

        Raises:
            WorldFault: the scratch folder can't be written.
        """
        try:
            return self._call(
                target, arguments, on_event, streams=streams, output=output, variables=variables
            )
        except OSError as error:
            raise WorldFault(
                f"the engine of {target.label} can't be started, or its output can't be kept in "
                f"{self.scratch}: {error.strerror or error}; mend that and run this again"
            ) from None

    def _call(
        self,
        target: Target,
        arguments: Sequence[str],
        on_event: Callable[[Event], None],
        *,
        streams: bool,
        output: Path | None,
        variables: Mapping[str, str],
    ) -> Ended:
        folder = self.scratch / target.stack
        outer = {**os.environ, **self.environment.variables, **variables}
        home = make_home(folder / "home", shared_home(outer))
        events = folder / "events.jsonl"
        all_of_them = {
            **with_checkpoints(outer, skip=self.skip_checkpoints),
            "PULUMI_HOME": str(home),
            # Makes --event-log known to the CLI.
            "PULUMI_DEBUG_COMMANDS": "true",
        }
        log = ["--event-log", str(events)] if streams else []
        return engine.run(
            engine.Command(
                arguments=[
                    str(self.environment.cli),
                    *arguments,
                    *log,
                    "--non-interactive",
                    "--color=never",
                ],
                folder=self.root,
                variables=all_of_them,
                events=events,
                log=self.log_of(target),
                output=output,
            ),
            limits=self.limits,
            halt=self.halt,
            on_start=lambda process: self.on_engine(target, process),
            on_event=on_event,
        )

"""How a run is told to end."""

import signal
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, current_thread, main_thread


@dataclass(frozen=True, kw_only=True)
class Halt:
    """Set once, for good, and seen by every thread of a run.

    `asked`: start nothing more; engines that run are told to finish what they have begun.
    `at_once`: don't wait for them either.
    """

    asked: Event = field(default_factory=Event)
    at_once: Event = field(default_factory=Event)

    def ask(self) -> None:
        """Let the run end in order; asked a second time, at once."""
        if self.asked.is_set():
            self.at_once.set()
        self.asked.set()


@contextmanager
def on_signals(halt: Halt) -> Generator[None]:
    """Let Ctrl-C and SIGTERM ask the run to end, instead of breaking into whatever is going on."""
    if current_thread() is not main_thread():  # Python takes signals there only
        yield
        return

    def ask(number: int, frame: object) -> None:
        del number, frame
        halt.ask()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

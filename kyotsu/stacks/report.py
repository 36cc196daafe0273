"""What a person sees while stacks are worked on, and when all is done."""

from collections.abc import Iterable
from threading import Lock

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from kyotsu.stacks.outcome import Outcome, Status
from kyotsu.stacks.targets import Target

_STYLE = {
    Status.UNCHANGED: "dim",
    Status.CHANGES: "yellow",
    Status.DONE: "green",
    Status.DRIFTED: "bold yellow",
    Status.ABSENT: "dim",
    Status.REFUSED: "bold red",
    Status.FAILED: "bold red",
    Status.SKIPPED: "magenta",
}
_COLUMNS = ("create", "update", "replace", "delete")


class Board:
    """A live line for each stack that is being worked on, and a line for each that is done.

    Above them one line counts what is done, of `total`.

    Where the output is no terminal (a pipeline's log), only the lines of what is done are printed.
    """

    def __init__(self, console: Console, total: int) -> None:
        self._console = console
        self._total = total
        self._done = 0
        self._lock = Lock()
        self._lines: dict[Target, TaskID] = {}
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.fields[label]}"),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._whole = self._progress.add_task("", label=self._count, total=None)

    @property
    def _count(self) -> str:
        return f"{self._done} of {self._total} done"

    def __enter__(self) -> "Board":
        """Start to draw."""
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop drawing, and leave the terminal as it was."""
        self._progress.stop()

    def report(self, target: Target, word: str) -> None:
        """Show what is happening to a stack; safe to call from any thread."""
        with self._lock:
            line = self._lines.get(target)
            if line is None:
                self._lines[target] = self._progress.add_task(word, label=target.label, total=None)
            else:
                self._progress.update(line, description=word)

    def done(self, outcome: Outcome) -> None:
        """Print the stack's line, and everything that a person must know about it."""
        with self._lock:
            line = self._lines.pop(outcome.target, None)
            if line is not None:
                self._progress.remove_task(line)
            self._done += 1
            self._progress.update(self._whole, label=self._count)
        style = _STYLE[outcome.status]
        self._console.print(
            f"[{style}]{outcome.status:<10}[/] {outcome.target.label}"
            f"  {_changes(outcome)}  [dim]{outcome.seconds:.1f} s[/]",
            highlight=False,
        )
        for verdict in outcome.verdicts:
            self._console.print(
                f"  [{'red' if verdict.level == 'mandatory' else 'yellow'}]{verdict.level}[/] "
                f"{verdict.rule} on {resource_name(verdict.urn)}\n    ",
                end="",
                highlight=False,
            )
            self._console.print(verdict.message, markup=False, highlight=False)
        for drift in outcome.drift:
            self._console.print(
                f"  {drift.change} {resource_name(drift.urn)} {', '.join(drift.properties)}",
                markup=False,
                highlight=False,
            )
        for error in outcome.errors:
            self._console.print(f"  {error}", markup=False, highlight=False, style="red")


def closing_table(title: str, outcomes: Iterable[Outcome]) -> Table:
    """Return the table that ends a run: one row a stack, in a stable order."""
    table = Table(title=title, title_justify="left")
    table.add_column("stack")
    table.add_column("result")
    for column in _COLUMNS:
        table.add_column(column, justify="right")
    table.add_column("seconds", justify="right")
    for outcome in sorted(
        outcomes, key=lambda outcome: (outcome.target.tenant is not None, outcome.target.stack)
    ):
        table.add_row(
            outcome.target.label,
            f"[{_STYLE[outcome.status]}]{outcome.status}[/]",
            *(str(outcome.counts.get(column, 0) or "") for column in _COLUMNS),
            f"{outcome.seconds:.1f}",
        )
    return table


def _changes(outcome: Outcome) -> str:
    return ", ".join(f"{count} {operation}" for operation, count in sorted(outcome.counts.items()))


def resource_name(urn: str) -> str:
    """Return the type and the name of a resource, without the stack and the parents' types."""
    parts = urn.split("::")
    if len(parts) != len(("urn:pulumi:stack", "project", "types", "name")):
        return urn
    return f"{parts[2].rsplit('$', 1)[-1]} {parts[3]}"

"""Tables of runs."""

from collections.abc import Iterable

from rich.table import Table

from kyotsu.fleet.record import Story


def runs_table(stories: Iterable[Story]) -> Table:
    """Return a table of runs, as they were given."""
    table = Table()
    for title in ("run", "what", "stage", "on", "done"):
        table.add_column(title, no_wrap=True)
    table.add_column("state")
    for story in stories:
        total = len(story.plan.stacks)
        table.add_row(
            story.id,
            story.plan.operation,
            story.plan.stage,
            story.host,
            f"{total - len(story.left)} of {total}",
            _state(story),
        )
    return table


def _state(story: Story) -> str:
    if not story.left:
        return "done"
    return "ended with failures" if story.ended else "not ended: working, interrupted or killed"

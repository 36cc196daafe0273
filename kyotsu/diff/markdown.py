"""A comparison as Markdown, for a pull request."""

from collections.abc import Iterable, Iterator

from kyotsu.diff import words
from kyotsu.diff.grouping import Line, group
from kyotsu.diff.model import Diff


def as_markdown(diff: Diff) -> str:
    """Return it as text; long parts are folded."""
    return "\n".join(_lines_of(diff)) + "\n"


def _lines_of(diff: Diff) -> Iterator[str]:
    grouped = group(diff)
    added, removed = grouped.added, grouped.removed
    yield f"### {_plain(words.heading(diff, grouped.changed, len(added), len(removed)))}"
    for note in diff.notes:
        yield f"\n> {_plain(note)}"
    if grouped.foundation:
        yield from _table("foundation", grouped.foundation)
    for one in grouped.groups:
        yield from _table(words.who(one), one.lines)
    if added:
        yield f"\n**New:** {', '.join(added)}"
    for one in removed:
        lost = sum(change.stateful for change in one.changes)
        tenant = one.stack.partition(".")[2]
        yield f"\n**Destroyed:** {tenant}, {len(one.changes)} resources, {lost} of them hold data"
    for name, reason in {**diff.not_compared, **diff.faults}.items():
        yield f"\n**Not compared:** {name}: {_plain(reason)}"
    if not diff.same:
        yield f"\n_{words.AUTHORITY}_"


def _table(title: str, lines: Iterable[Line]) -> Iterator[str]:
    yield f"\n<details open><summary>{_plain(title)}</summary>\n"
    yield "| | resource | change | because of |\n| --- | --- | --- | --- |"
    for line in lines:
        marks = words.marks(line)
        change = _cell(words.what(line)) + (f" **{marks}**" if marks else "")
        yield (
            f"| {words.SIGNS[line.action]} | {_cell(words.subject(line))} | {change} "
            f"| {_cell(words.because(line))} |"
        )
    yield "\n</details>"


def _cell(text: str) -> str:
    return f"`{text.replace('|', '¦').replace('`', chr(39))}`" if text else ""


def _plain(text: str) -> str:
    return text.replace("<", "&lt;").replace("\n", " ")

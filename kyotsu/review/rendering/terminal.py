"""A review on the terminal: one screen, however many stacks there are."""

from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import Console
from rich.text import Text as Styled

from kyotsu.desired.show import short_type
from kyotsu.review.grouping import Group, groups_of
from kyotsu.review.model import Outcome, Review
from kyotsu.review.rendering.escaping import visible
from kyotsu.review.rendering.tables import SIGNS
from kyotsu.review.summary import summary_of, title_of
from kyotsu.review.words import proof
from kyotsu.review.words import summary as words
from kyotsu.review.words.language import Language, told
from kyotsu.review.words.sentence import fill
from kyotsu.review.words.values import pair
from policies.rule import Severity, Text

_STYLES: Final = {
    Severity.CRITICAL: "bold red",
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "dim",
}
_ACTIONS: Final = {"create": "green", "update": "yellow", "replace": "bold red", "delete": "red"}
_GOOD: Final = (Outcome.CHANGES, Outcome.UNCHANGED)
_MOST: Final = 12


def print_review(review: Review, console: Console, language: Language, most: int = _MOST) -> None:
    """Print it. `most` is how many lines of each kind are shown."""
    _Printer(console, language, most).print(review)


class _Printer:
    def __init__(self, console: Console, language: Language, most: int) -> None:
        self._console = console
        self._language = language
        self._most = most

    def print(self, review: Review) -> None:
        summary = summary_of(review)
        self._line(summary.verdict, "bold" if summary.outcome in _GOOD else "bold red")
        for text in (summary.stacks, summary.counts, summary.whom, summary.unchanged):
            if text is not None:
                self._line(text)
        dangers = {
            (one.severity, one.text): None for stack in review.stacks for one in stack.dangers
        }
        order = list(_STYLES)
        worst = sorted(dangers, key=lambda one: order.index(one[0]))
        self._part(words.DANGERS, [(text, _STYLES[severity]) for severity, text in worst])
        verdicts = [(stack, one) for stack in review.stacks for one in stack.verdicts]
        self._part(
            words.REFUSALS,
            [
                (Text(ja=f"{one.rule}: {one.text}", en=f"{one.rule}: {one.text}"), "red")
                for _, one in verdicts
                if one.mandatory and not one.exception
            ],
        )
        findings = [one for stack in review.stacks for one in stack.findings if not one.stricter]
        self._part(words.MEANING, [(one.text, _STYLES[one.severity]) for one in findings])
        self._part(proof.HEADING, list(_proved(review)))
        unchecked = {text: None for stack in review.stacks for text in stack.unchecked}
        self._part(words.UNCHECKED, [(text, "magenta") for text in unchecked])
        self._costs(review)
        for group in groups_of(review):
            self._group(group)
        errors = {
            one.text: None
            for stack in review.stacks
            for one in stack.diagnostics
            if one.severity in ("error", "warning")
        }
        self._part(words.DIAGNOSTICS, [(Text(ja=one, en=one), "magenta") for one in errors])

    def _line(self, text: Text, style: str = "") -> None:
        self._console.print(Styled(visible(told(text, self._language)), style), soft_wrap=True)

    def _part(self, heading: Text, lines: Sequence[tuple[Text, str]]) -> None:
        if not lines:
            return
        title = f"\n{told(heading, self._language)} ({len(lines)})"
        self._console.print(Styled(title, "bold"))
        for text, style in lines[: self._most]:
            self._console.print(
                Styled(f"  {visible(told(text, self._language))}", style), soft_wrap=True
            )
        if len(lines) > self._most:
            more = fill(words.MORE, count=len(lines) - self._most)
            self._console.print(Styled(f"  {told(more, self._language)}", "dim"))

    def _costs(self, review: Review) -> None:
        for stack in review.stacks:
            cost = stack.cost
            if cost is None or cost.after == cost.before:
                continue
            delta = cost.after.high - cost.before.high
            self._line(
                fill(
                    words.COST_LINE,
                    name=title_of(stack.subject),
                    before=f"{cost.before.high:,}",
                    after=f"{cost.after.high:,}",
                    sign="+" if delta >= 0 else "-",
                    delta=f"{abs(delta):,}",
                )
            )

    def _group(self, group: Group) -> None:
        title = fill(words.ITS_CHANGES, name=group.who[0], lines=len(group.lines))
        if len(group.who) > 1:
            title = fill(
                words.SAME_CHANGES,
                count=len(group.who),
                lines=len(group.lines),
                names=group.who[:3],
            )
        self._console.print(Styled(f"\n{visible(told(title, self._language))}", "bold"))
        for line in group.lines[: self._most]:
            names = ", ".join(sorted(line.names)[:3])
            change = f"  {line.path}: {pair(line.before, line.after, self._language)}"
            text = Styled("  ")
            text.append(f"{SIGNS.get(line.action, '?'):<3} ", _ACTIONS.get(line.action, ""))
            text.append(visible(f"{short_type(line.type)} {names}"))
            text.append(visible(change) if line.path else "")
            self._console.print(text, soft_wrap=True)
        if len(group.lines) > self._most:
            more = fill(words.MORE, count=len(group.lines) - self._most)
            self._console.print(Styled(f"  {told(more, self._language)}", "dim"))


def _proved(review: Review) -> Iterator[tuple[Text, str]]:
    """Yield what is proved; a witness's way is in the other forms."""
    for one in review.proof:
        yield one.text, "green" if one.holds else "red"
        if one.steps:
            yield one.steps[0], "red"

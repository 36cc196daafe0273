"""The pieces of a review as list items of Markdown. Each is whole by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kyotsu.desired.show import short_type
from kyotsu.review.findings import Danger, Finding, Proven, Verdict
from kyotsu.review.model import StackReview
from kyotsu.review.rendering.escaping import code, in_html, plain
from kyotsu.review.summary import title_of
from kyotsu.review.words import summary as words
from kyotsu.review.words.language import Language, told
from kyotsu.review.words.sentence import fill
from policies.rule import Severity, Text

_ICONS: Final = {
    Severity.CRITICAL: "🔴",
    Severity.HIGH: "🟠",
    Severity.MEDIUM: "🟡",
    Severity.LOW: "⚪",
}
_ORDER: Final = list(_ICONS)
_NAMES: Final = 3
_LONGEST: Final = 1000


@dataclass(frozen=True)
class Pieces:
    """Writes pieces in a language."""

    language: Language

    def told(self, text: Text) -> str:
        """Return a sentence."""
        return plain(told(text, self.language))

    def in_html(self, text: Text) -> str:
        """Return a sentence for the inside of an HTML element."""
        return in_html(told(text, self.language))

    def names(self, who: Sequence[Text]) -> str:
        """Return the first of many titles, and how many more there are."""
        shown = list(dict.fromkeys(who))
        rest = len(shown) - _NAMES
        if rest > 0:
            shown = [*shown[:_NAMES], fill(words.MORE, count=rest)]
        return self.told(fill(Text(ja="{who}", en="{who}"), who=shown))

    def dangers(self, stacks: Sequence[StackReview]) -> list[str]:
        """Return a line for each sentence, with all the stacks that it is true of."""
        found: dict[tuple[Severity, Text], list[Text]] = {}
        first: dict[tuple[Severity, Text], int] = {}
        for stack in stacks:
            for number, one in enumerate(stack.dangers):
                found.setdefault((one.severity, one.text), []).append(title_of(stack.subject))
                first.setdefault((one.severity, one.text), number)
        keys = sorted(found, key=lambda key: (_ORDER.index(key[0]), -len(found[key]), first[key]))
        return [
            f"- {_ICONS[severity]} **{self.told(words.SEVERITIES[severity])}** "
            f"{self.told(text)} — {self.names(found[severity, text])}"
            for severity, text in keys
        ]

    def verdict(self, stack: StackReview, one: Verdict) -> str:
        """Return what a policy says, with what to do about it."""
        change = stack.by_urn.get(one.urn)
        what = self.told(words.WHOLE_STACK)
        if change is not None:
            what = code(f"{short_type(change.type)} {change.name}")
        title = f"{self.told(one.title)}: " if one.title else ""
        said = plain((one.exception or one.text)[:_LONGEST])
        where = self.names([title_of(stack.subject)])
        lines = [f"- **{plain(one.rule)}** {what} — {title}{said} — {where}"]
        if one.remedy and not one.exception:
            lines.append(f"  {self.told(fill(words.REMEDY, remedy=one.remedy))}")
        if one.declared:
            place = f"{one.declared.path}:{one.declared.line}"
            lines.append(f"  {self.told(fill(words.DECLARED_AT, place=place))}")
        return "  \n".join(lines)

    def finding(self, stack: StackReview, one: Finding) -> str:
        """Return what a change means."""
        sides = ""
        if one.before or one.after:
            sides = f" {code(one.before or '–')} → {code(one.after or '–')}"
        mark = "" if one.judged else f" **{self.told(words.NOT_JUDGED)}**"
        where = self.names([title_of(stack.subject)])
        return f"- {_ICONS[one.severity]}{mark} {self.told(one.text)}{sides} — {where}"

    def proof(self, found: Sequence[Proven]) -> list[str]:
        """Return what is proved, each with its witness or its reasons below it."""
        return [
            "\n".join(
                (
                    f"- {'✅' if one.holds else '🔴'} {self.told(one.text)}",
                    *(f"  {number}. {self.told(step)}" for number, step in enumerate(one.steps, 1)),
                )
            )
            for one in found
        ]

    def unchecked(self, stacks: Sequence[StackReview]) -> list[str]:
        """Return what isn't known, with the stacks of which it isn't."""
        found: dict[Text, list[Text]] = {}
        for stack in stacks:
            for text in stack.unchecked:
                found.setdefault(text, []).append(title_of(stack.subject))
        return [f"- {self.told(text)} — {self.names(who)}" for text, who in found.items()]

    def costs(self, stacks: Sequence[StackReview]) -> list[str]:
        """Return what the changes cost, and on which prices that rests."""
        lines = [line for stack in stacks for line in self._cost(stack)]
        basis = [
            fill(words.COST_BASIS, book=cost.book, rate=cost.rate, as_of=cost.rate_as_of)
            for stack in stacks
            if (cost := stack.cost) is not None
        ]
        return [*lines, *(f"- {self.told(one)}" for one in dict.fromkeys(basis))] if lines else []

    def _cost(self, stack: StackReview) -> Iterator[str]:
        cost = stack.cost
        if cost is None:
            return
        delta = cost.after.high - cost.before.high
        if delta or cost.unpriced:
            line = fill(
                words.COST_LINE,
                name=title_of(stack.subject),
                before=_yen(cost.before.high),
                after=_yen(cost.after.high),
                sign="+" if delta >= 0 else "-",
                delta=_yen(abs(delta)),
            )
            yield f"- {self.told(line)}"
        if cost.unpriced:
            types = [f"{short_type(one)} ({count})" for one, count in cost.unpriced.items()]
            yield f"- {self.told(fill(words.COST_UNPRICED, types=types))}"

    def reach(self, stacks: Sequence[StackReview]) -> list[str]:
        """Return whom the changes can touch."""
        return [
            "- "
            + self.told(
                fill(
                    words.REACH_LINE,
                    name=title_of(stack.subject),
                    dependents=len({u for urns in stack.reach.dependents.values() for u in urns}),
                    tenants=stack.reach.tenants[:8] or "–",
                )
            )
            for stack in stacks
            if stack.reach is not None and (stack.reach.dependents or stack.reach.tenants)
        ]

    def diagnostics(self, stacks: Sequence[StackReview]) -> list[str]:
        """Return what the engine said, each message once."""
        said = (one for stack in stacks for one in stack.diagnostics)
        lines = [f"- {plain(one.severity)}: {code(one.text[:_LONGEST])}" for one in said]
        return list(dict.fromkeys(lines))


def worst_first(found: Sequence[tuple[StackReview, Danger | Finding]]) -> list[int]:
    """Return positions, the worst first, otherwise as they were."""
    return sorted(range(len(found)), key=lambda at: _ORDER.index(found[at][1].severity))


def _yen(amount: Decimal) -> str:
    return f"{int(amount):,}"

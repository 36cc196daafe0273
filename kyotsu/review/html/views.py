"""What the page shows besides the list of changes: equal sentences of many stacks as one row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kyotsu.review.findings import RANK, Yen
from kyotsu.review.html import labels
from kyotsu.review.model import Action, Diagnostic, Outcome, Review, StackReview
from kyotsu.review.words import summary as words
from kyotsu.review.words.sentence import fill
from policies.rule import Severity, Text

MOST_ROWS = 150
"""Of one section. What is beyond is in the list of changes, so that the page is there at once."""
_MOST_PLACES = 6
COUNTED = (Action.CREATE, Action.UPDATE, Action.REPLACE, Action.DELETE)


@dataclass(kw_only=True)
class Row:
    """One sentence, and where it holds."""

    text: Text
    severity: str
    before: str = ""
    after: str = ""
    note: Text | None = None
    """Such as a remedy, or the reasons of a replacement."""
    badge: str = ""
    """Another word beside the severity; a label's key."""
    stacks: dict[str, None] = field(default_factory=dict[str, None])
    urn: str = ""
    """The resource to look at first."""

    @property
    def name(self) -> str:
        """The resource's logical name."""
        return _name(self.urn)

    @property
    def find(self) -> str:
        """What to search for in the list of changes: the end of the URN."""
        return self.urn.split("::", 2)[-1].rpartition("$")[2]

    @property
    def where(self) -> Text:
        """The stacks, the first ones by name."""
        return shortened(tuple(self.stacks))


@dataclass(frozen=True, kw_only=True)
class Rows:
    """A section's rows, and how many more there are."""

    rows: tuple[Row, ...]
    more: int = 0


def dangers(review: Review) -> Rows:
    """Return the dangers, equal ones as one row."""
    found: dict[object, Row] = {}
    for stack in review.stacks:
        for one in stack.dangers:
            row = found.setdefault(
                (one.kind, one.text, one.reasons),
                Row(text=one.text, severity=one.severity, urn=one.urn),
            )
            row.stacks[stack.subject.label] = None
    return _cut(found)


def findings(review: Review) -> Rows:
    """Return what changes mean, equal meanings as one row, what becomes stricter last."""
    found: dict[object, Row] = {}
    for stack in review.stacks:
        for one in stack.findings:
            key = (one.code, one.text, one.before, one.after, one.severity)
            badge = "stricter" if one.stricter else "" if one.judged else "not_judged"
            row = found.setdefault(
                key,
                Row(
                    text=one.text,
                    severity=one.severity,
                    before=one.before,
                    after=one.after,
                    badge=badge,
                    urn=one.urns[0] if one.urns else "",
                ),
            )
            row.stacks[stack.subject.label] = None
    return _cut(found)


def verdicts(review: Review) -> Rows:
    """Return the policies' verdicts, mandatory ones first, equal ones as one row."""
    found: dict[object, Row] = {}
    for stack in review.stacks:
        for one in stack.verdicts:
            title = one.title or Text(ja=one.text, en=one.text)
            text = Text(ja=f"{one.rule}: {title.ja}", en=f"{one.rule}: {title.en}")
            row = found.setdefault(
                (one.rule, one.level, one.exception, one.text),
                Row(
                    text=text,
                    severity=one.severity or Severity.MEDIUM,
                    badge="exception" if one.exception else one.level,
                    before=one.exception,
                    note=one.remedy,
                    urn=one.urn,
                ),
            )
            row.stacks[stack.subject.label] = None
    return _cut(found)


def _cut(found: Mapping[object, Row]) -> Rows:
    rows = sorted(found.values(), key=_order)
    return Rows(rows=tuple(rows[:MOST_ROWS]), more=max(0, len(rows) - MOST_ROWS))


def _order(row: Row) -> tuple[bool, bool, int]:
    return (
        row.badge == "stricter",
        row.badge in ("advisory", "exception"),
        RANK[Severity(row.severity)],
    )


def headline(review: Review) -> Text:
    """Return the review in one sentence."""
    changed = [one for one in review.stacks if one.changes]
    stacks = len(review.stacks)
    if not changed:
        return filled(labels.NOTHING_CHANGES, stacks=stacks)
    resources = sum(len(one.changes) for one in changed)
    return filled(labels.HEADLINE, stacks=stacks, changed=len(changed), resources=f"{resources:,}")


def unchanged(review: Review) -> Text | None:
    """Return the stacks without a change in one line."""
    names = [one.subject.label for one in review.stacks if is_quiet(one)]
    if not names:
        return None
    told = shortened(names, most=40)
    return Text(
        ja=labels.UNCHANGED.ja.format(n=len(names), names=told.ja),
        en=labels.UNCHANGED.en.format(n=len(names), names=told.en),
    )


def is_quiet(stack: StackReview) -> bool:
    """Whether there is nothing to say of a stack but that it stays."""
    return (
        stack.outcome is Outcome.UNCHANGED
        and not stack.changes
        and not stack.verdicts
        and not stack.unchecked
    )


def actions(stack: StackReview) -> Mapping[str, int]:
    """Return how many resources are created, updated, replaced and deleted."""
    found = dict.fromkeys(map(str, COUNTED), 0)
    for change in stack.changes:
        found[change.action] = found.get(change.action, 0) + 1
    return found


def unchecked(review: Review) -> list[tuple[Text, Text]]:
    """Return what could not be checked, and in which stacks."""
    found: dict[Text, dict[str, None]] = {}
    for stack in review.stacks:
        for text in stack.unchecked:
            found.setdefault(text, {})[stack.subject.label] = None
    return [(text, shortened(where)) for text, where in found.items()]


def diagnostics(review: Review) -> list[tuple[Diagnostic, Text]]:
    """Return what the engine said, errors first, the same words once."""
    found: dict[tuple[str, str], tuple[Diagnostic, dict[str, None]]] = {}
    for stack in review.stacks:
        for one in stack.diagnostics:
            key = one.severity, one.text
            found.setdefault(key, (one, {}))[1][stack.subject.label] = None
    rows = sorted(found.values(), key=lambda row: row[0].severity != "error")
    return [(one, shortened(where)) for one, where in rows[:MOST_ROWS]]


def cost_notes(review: Review) -> list[Text]:
    """Return the price book's date, and what has no price in it."""
    costs = [one.cost for one in review.stacks if one.cost]
    notes = [
        fill(words.COST_BASIS, book=one.book, rate=one.rate, as_of=one.rate_as_of) for one in costs
    ]
    notes = list(dict.fromkeys(notes))
    unpriced = sorted({kind for one in costs for kind in one.unpriced})
    if unpriced:
        notes.append(fill(words.COST_UNPRICED, types=unpriced))
    return notes


def yen(amount: Yen) -> str:
    """Return an amount, or the range that it lies in."""
    low, high = f"{amount.low:,.0f}", f"{amount.high:,.0f}"
    return low if low == high else f"{low} – {high}"


def widest(stack: StackReview) -> list[tuple[str, list[str]]]:
    """Return the changes that most depends on, each with the names of what does."""
    reach = stack.reach.dependents if stack.reach else {}
    most = sorted(reach.items(), key=lambda item: (-len(item[1]), item[0]))[:_MOST_PLACES]
    return [(_name(urn), [_name(one) for one in found]) for urn, found in most]


def filled(text: Text, **values: object) -> Text:
    """Return a sentence with values put in."""
    return Text(ja=text.ja.format(**values), en=text.en.format(**values))


def shortened(names: Iterable[str], most: int = _MOST_PLACES) -> Text:
    """Return the first names, and how many more there are."""
    listed = list(names)
    shown = ", ".join(listed[:most])
    more = len(listed) - most
    return filled(labels.AND_MORE, names=shown, n=more) if more > 0 else Text(ja=shown, en=shown)


def _name(urn: str) -> str:
    return urn.rpartition("::")[2]

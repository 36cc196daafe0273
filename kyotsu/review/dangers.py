"""Which changes can hurt, and why: the worst first."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from kyotsu.desired.show import short_type
from kyotsu.diff.changes import NOTHING
from kyotsu.diff.replacement import HOLDS_DATA
from kyotsu.review.findings import RANK, Danger, DangerKind
from kyotsu.review.model import Action, Change, Order, Value
from kyotsu.review.words import dangers as words
from kyotsu.review.words.sentence import fill
from policies.rule import Severity, Text

_KINDS: Final = {kind: position for position, kind in enumerate(DangerKind)}
# Of other clouds' types: those whose names say that they hold data.
_HOLDS: Final = re.compile(
    r"Bucket|Database|Disk|FileSystem|Queue|Registry|Secret|Storage|Stream|Table|Vault|Volume"
)
_KEPT: Final = re.compile(
    r"(retention(InDays|PeriodInDays|Period|Days|Seconds)?|\.days|\.years|noncurrentDays"
    r"|deletionWindowInDays|recoveryWindowInDays|deleteAfter)$",
    re.IGNORECASE,
)
_FOR_EVER: Final = 0
"""`retentionInDays` of a log group: 0 keeps for ever."""


def what(change: Change) -> str:
    """Return a resource as sentences name it: its short type and its name."""
    return f"{short_type(change.type)} {change.name}"


def dangers_of(changes: Iterable[Change]) -> tuple[Danger, ...]:
    """Return the dangers of some changes, the worst first."""
    found = (danger for change in changes for danger in _of(change))
    return tuple(
        sorted(found, key=lambda one: (RANK[one.severity], _KINDS[one.kind], one.urn, one.text.en))
    )


def holds_data(token: str) -> bool | None:
    """Whether what a type makes holds data; None where that isn't known of another cloud's."""
    if token.startswith(("aws:", "pulumi:")) or ":" not in token:
        return token in HOLDS_DATA
    return bool(_HOLDS.search(token.rsplit(":", 1)[-1])) or None


def _of(change: Change) -> Iterator[Danger]:
    if change.action is Action.OTHER:
        known = fill(words.NOT_KNOWN, what=what(change), ops=tuple(dict.fromkeys(change.steps)))
        yield _danger(change, DangerKind.NOT_KNOWN, Severity.HIGH, known)
    if change.action is Action.FORGET or (change.action is Action.DELETE and change.retained):
        gone = fill(words.FORGOTTEN, what=what(change))
        yield _danger(change, DangerKind.FORGOTTEN, Severity.MEDIUM, gone)
    if change.gone and change.custom and not change.type.startswith("pulumi:"):
        yield _gone(change)
        if change.protected_before:
            refused = fill(words.PROTECTED_GONE, what=what(change))
            yield _danger(change, DangerKind.PROTECTED, Severity.CRITICAL, refused)
    if change.protected_before and not change.protected_after and change.after is not None:
        bare = fill(words.UNPROTECTED, what=what(change))
        yield _danger(change, DangerKind.PROTECTED, Severity.HIGH, bare)
    yield from (_shortened(change, value) for value in change.values if _is_shorter(value))


def _gone(change: Change) -> Danger:
    """Return the danger of a deletion or of a replacement."""
    data = holds_data(change.type)
    why, name = change.reasons, what(change)
    if change.action is Action.DELETE:
        if data:
            text = fill(words.DATA_DESTROYED, what=name)
            return _danger(change, DangerKind.DATA_LOST, Severity.CRITICAL, text)
        sentence = words.DESTROYED if data is False else words.DESTROYED_MAYBE
        text = fill(sentence, what=name)
        return _danger(change, DangerKind.DESTROYED, Severity.MEDIUM, text)
    if data:
        sentence = words.DATA_REPLACED if why else words.DATA_REPLACED_UNSAID
        text = fill(sentence, what=name, why=why)
        return _danger(change, DangerKind.DATA_LOST, Severity.CRITICAL, text)
    if change.order is Order.DELETE_FIRST:
        text = fill(words.OUTAGE if why else words.OUTAGE_UNSAID, what=name, why=why)
        return _danger(change, DangerKind.OUTAGE, Severity.HIGH, text)
    if change.order is Order.CREATE_FIRST:
        text = fill(words.REPLACED if why else words.REPLACED_UNSAID, what=name, why=why)
        return _danger(change, DangerKind.REPLACED, Severity.LOW, text)
    # It may be deleted first.
    text = fill(words.REPLACED_SOMEHOW, what=name)
    return _danger(change, DangerKind.OUTAGE, Severity.HIGH, text)


def _shortened(change: Change, value: Value) -> Danger:
    text = fill(
        words.RETENTION,
        what=what(change),
        path=value.path,
        before=_number(value.before),
        after=_number(value.after),
    )
    return Danger(
        kind=DangerKind.RETENTION,
        severity=Severity.HIGH,
        urn=change.urn,
        text=text,
        reasons=(value.path,),
    )


def _is_shorter(value: Value) -> bool:
    if value.computed or not _KEPT.search(value.path):
        return False
    before, after = (None if one == NOTHING else one for one in (value.before, value.after))
    if not isinstance(before, int | float) or isinstance(before, bool):
        return False
    logs = value.path.endswith("retentionInDays")
    if logs and before == _FOR_EVER:
        return isinstance(after, int) and after != _FOR_EVER
    if after is None or (logs and after == _FOR_EVER):
        return not logs and before > 0
    return isinstance(after, int | float) and after < before


def _number(found: Any) -> str:
    return "–" if found == NOTHING else str(found)


def _danger(change: Change, kind: DangerKind, severity: Severity, text: Text) -> Danger:
    return Danger(kind=kind, severity=severity, urn=change.urn, text=text, reasons=change.reasons)

"""Which groups must approve. No I/O."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kyotsu.approvals.model import OWNER, Approvals, ChangeClass, GroupKey
from kyotsu.review.findings import DangerKind
from kyotsu.review.model import StackReview

_TENANT: Final = re.compile(r"tenants/([^/.][^/]*)/[^/.][^/]*\.yaml")
_GUARDRAILS: Final = ("aws:organizations/", "aws:ssoadmin/", "aws:controltower/")
"""Types that decide what whole accounts may do."""
_HARMLESS: Final = frozenset({DangerKind.REPLACED, DangerKind.FORGOTTEN})
"""Dangers that neither lose nor interrupt anything by themselves."""


@dataclass(frozen=True, kw_only=True)
class Cause:
    """Why somebody must approve: a class of change, on a ministry's tenants or what all share."""

    change: ChangeClass
    ministry: str | None
    what: str
    """A stack, or a file."""


def causes_in_stack(review: StackReview) -> Iterable[Cause]:
    """Yield a cause for each class that the changes of a stack are of; none without changes."""
    stack, ministry = review.subject.stack, review.subject.ministry
    changes = review.changes
    if not changes and not review.unchecked:
        return
    classes: set[ChangeClass] = {"ordinary"}
    if review.findings or review.unchecked:
        classes.add("security")  # what couldn't be judged is for those who can
    if any(danger.kind not in _HARMLESS for danger in review.dangers):
        classes.add("destructive")
    if any(change.type.startswith(_GUARDRAILS) for change in changes):
        classes.add("guardrail")
    for change in sorted(classes):
        yield Cause(change=change, ministry=ministry, what=stack)


def causes_in_files(rules: Approvals, files: Iterable[str]) -> Iterable[Cause]:
    """Yield a cause for each changed file. Paths are relative to the project."""
    for file in files:
        tenant = _TENANT.fullmatch(file)
        change: ChangeClass = "ordinary"
        for rule in rules.paths:
            if rule.fits(file):
                change = rule.change
        yield Cause(change=change, ministry=tenant[1] if tenant else None, what=file)


def groups_needed(rules: Approvals, causes: Iterable[Cause]) -> dict[GroupKey, list[Cause]]:
    """Return the groups of which somebody must approve, each with its causes."""
    found: dict[GroupKey, list[Cause]] = {}
    for cause in causes:
        for need in rules.classes[cause.change].needs:
            group = rules.owner_of(cause.ministry) if need == OWNER else need
            found.setdefault(group, []).append(cause)
    return dict(sorted(found.items()))

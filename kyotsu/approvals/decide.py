"""Whether a change may be deployed now. No I/O: facts in, a decision with its reasons out."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from kyotsu.approvals import words
from kyotsu.approvals.model import CLASSES, Approvals, Freeze, GroupKey
from kyotsu.approvals.needed import Cause
from policies.rule import Text

_LIFT: Final = re.compile(r"^freeze-lift: *(\S.*)$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """The last word of one account in the review of a pull request."""

    account: str
    approves: bool
    """False: it asks for changes."""
    commit: str
    """The commit that it was given for."""
    at: datetime
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Request:
    """A pull request. `applicants` are all who wrote a part of it, or opened it."""

    number: int
    head: str
    applicants: frozenset[str]
    strangers: tuple[str, ...]
    """Commits whose author GitHub knows no account of."""
    opinions: tuple[Opinion, ...]


@dataclass(frozen=True, kw_only=True)
class Decision:
    """The answer. `against` is empty where it may be deployed; `for_it` says who approved what."""

    for_it: tuple[Text, ...]
    against: tuple[Text, ...]

    @property
    def granted(self) -> bool:
        """Whether it may be deployed."""
        return not self.against


def decide(
    rules: Approvals,
    stage: str,
    request: Request,
    needed: Mapping[GroupKey, Sequence[Cause]],
    now: datetime,
) -> Decision:
    """Return whether the change may be deployed to a stage now."""
    for_it: list[Text] = []
    against = [words.stranger(commit) for commit in request.strangers]
    against += [words.objection(one.account) for one in request.opinions if not one.approves]
    valid = {one.account.lower(): one for one in _valid(rules, request, now)}
    chosen = _assign({group: _members(rules, group) & valid.keys() for group in needed})
    for group, causes in needed.items():
        account = chosen.get(group)
        if account is not None:
            for_it.append(words.approved(rules.groups[group].name, valid[account].account))
        else:
            why = _why_not(rules, group, request, now)
            found = {cause.change for cause in causes}
            kinds = [rules.classes[one].name for one in CLASSES if one in found]
            against.append(words.missing(rules.groups[group].name, kinds, causes, why))
    for freeze in rules.freezes:
        if stage in freeze.stages and freeze.begins <= now < freeze.ends:
            lifted = _lift(rules, valid.values())
            if lifted is None:
                against.append(_frozen(rules, freeze))
            else:
                for_it.append(words.lifted(lifted[0], lifted[1]))
    return Decision(for_it=tuple(for_it), against=tuple(against))


def _valid(rules: Approvals, request: Request, now: datetime) -> Iterator[Opinion]:
    applicants = {account.lower() for account in request.applicants}
    for one in request.opinions:
        fresh = timedelta(0) <= now - one.at <= timedelta(hours=rules.hours)
        if (
            one.approves
            and one.commit == request.head
            and fresh
            and one.account.lower() not in applicants
        ):
            yield one


def _members(rules: Approvals, group: GroupKey) -> set[str]:
    return {account.lower() for account in rules.groups[group].accounts}


def _assign(candidates: Mapping[GroupKey, set[str]]) -> dict[GroupKey, str]:
    """Return one account a group, no account twice, for as many groups as can be (Kuhn 1955)."""
    taken: dict[str, GroupKey] = {}

    def place(group: GroupKey, tried: set[str]) -> bool:
        for account in sorted(candidates[group] - tried):
            tried.add(account)
            if account not in taken or place(taken[account], tried):
                taken[account] = group
                return True
        return False

    for group in candidates:
        place(group, set())
    return {group: account for account, group in taken.items()}


def _why_not(rules: Approvals, group: GroupKey, request: Request, now: datetime) -> list[Text]:
    """Return what is wrong with approvals that were given in a group's name."""
    said: list[Text] = []
    applicants = {account.lower() for account in request.applicants}
    members = _members(rules, group)
    for one in request.opinions:
        if not one.approves or one.account.lower() not in members:
            continue
        if one.account.lower() in applicants:
            said.append(words.own(one.account))
        elif one.commit != request.head:
            said.append(words.older_commit(one.account, one.commit, request.head))
        elif now - one.at > timedelta(hours=rules.hours):
            said.append(words.aged(one.account, rules.hours))
        else:
            said.append(words.twice(one.account))
    return said


def _lift(rules: Approvals, valid: Iterable[Opinion]) -> tuple[str, str] | None:
    members = _members(rules, rules.lifts_freezes)
    for one in valid:
        reason = _LIFT.search(one.text)
        if reason is not None and one.account.lower() in members:
            return one.account, reason[1].strip()
    return None


def _frozen(rules: Approvals, freeze: Freeze) -> Text:
    return words.frozen(
        Text(ja=freeze.reason.ja, en=freeze.reason.en),
        freeze.ends,
        rules.groups[rules.lifts_freezes].name,
    )

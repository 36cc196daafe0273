"""Keeps one issue a stack in which something isn't as it was deployed, and closes it when it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kyotsu.ci.github import answers
from kyotsu.ci.marked import LIMIT, code, mark, open_issues
from kyotsu.stacks.outcome import Outcome, Status
from kyotsu.stacks.report import resource_name

if TYPE_CHECKING:
    from github.Issue import Issue
    from github.Repository import Repository

KIND: Final = "drift"
_CLEAN: Final = (Status.UNCHANGED, Status.ABSENT)
_MOST: Final = 200
"""Resources in an issue. Whoever has more to mend looks at `kyotsu fleet drift`."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What was done, by stack."""

    opened: tuple[str, ...]
    renewed: tuple[str, ...]
    closed: tuple[str, ...]


def keep_issues(repository: "Repository", outcomes: Iterable[Outcome]) -> Kept:
    """Open, renew or close issues, as the outcomes of `drift` say.

    A stack that couldn't be compared keeps its issue, whatever it says: nothing is known.

    Raises:
        WorldFault: GitHub doesn't answer.
    """
    with answers("list the issues about drift"):
        known = open_issues(repository, KIND)
    opened: list[str] = []
    renewed: list[str] = []
    closed: list[str] = []
    for outcome in sorted(outcomes, key=lambda one: one.target.stack):
        stack = outcome.target.stack
        issue = known.get(stack)
        with answers(f"keep the issue about {stack}"):
            if outcome.status is Status.DRIFTED and issue is None:
                repository.create_issue(_title(stack), body=_body(outcome), labels=[KIND])
                opened.append(stack)
            elif outcome.status is Status.DRIFTED and issue is not None:
                _renew(issue, _body(outcome))
                renewed.append(stack)
            elif outcome.status in _CLEAN and issue is not None:
                issue.create_comment(_MENDED)
                issue.edit(state="closed", state_reason="completed")
                closed.append(stack)
    return Kept(opened=tuple(opened), renewed=tuple(renewed), closed=tuple(closed))


def _renew(issue: "Issue", body: str) -> None:
    if issue.body != body:
        issue.edit(body=body)


def _title(stack: str) -> str:
    return f"{stack}: 実環境が配備内容と異なります / not as it was deployed"


_MENDED: Final = "実環境は配備内容と一致しています。\n\nWhat is there is again as it was deployed."


def _body(outcome: Outcome) -> str:
    """Return which resources differ and where: names of properties, never their values."""
    stack = outcome.target.stack
    lines = [
        mark(KIND, stack),
        f"{code(stack)} の次のリソースが、配備した内容と異なります。",
        f"These resources of {code(stack)} aren't as they were deployed.",
        "",
        "| リソース / resource | 変化 / change | 項目 / properties |",
        "| --- | --- | --- |",
    ]
    rows = [
        f"| {_cell(resource_name(one.urn))} | {_cell(one.change)} "
        f"| {' '.join(_cell(name) for name in one.properties)} |"
        for one in sorted(outcome.drift, key=lambda one: one.urn)
    ]
    again = f"`kyotsu fleet drift --stage {outcome.target.stage} {_option(outcome)}`"
    ending = [
        "",
        f"`docs/runbook.md` の「Drift」に従って対応し、{again} で確認してください。",
        f'Go by "Drift" in `docs/runbook.md`; {again} looks again.',
    ]
    shown = rows[:_MOST]
    while shown and len("\n".join([*lines, *shown, *ending]).encode()) > LIMIT - 200:
        shown.pop()
    left = len(rows) - len(shown)
    more = [f"\nほか {left} 件 / and {left} more."] if left else []
    return "\n".join([*lines, *shown, *more, *ending])


def _cell(text: str) -> str:
    # A bar ends a cell even in code.
    return code(text[:300]).replace("|", "\\|")


def _option(outcome: Outcome) -> str:
    tenant = outcome.target.tenant
    return "--foundation" if tenant is None else f"--tenant {tenant}"

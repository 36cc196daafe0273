"""Whether a pull request may be deployed now, and who must still approve it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from kyotsu.approvals.decide import Decision, decide
from kyotsu.approvals.load import approvals_at
from kyotsu.approvals.model import Approvals, GroupKey
from kyotsu.approvals.needed import Cause, causes_in_files, causes_in_stack, groups_needed
from kyotsu.ci.pulls import files_of, request_of
from kyotsu.review.model import StackReview

if TYPE_CHECKING:
    from github.PullRequest import PullRequest


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The decision, and what it was made by."""

    rules: Approvals
    needed: Mapping[GroupKey, list[Cause]]
    decision: Decision


def ask(root: Path, stage: str, pull: "PullRequest", stacks: Iterable[StackReview]) -> Verdict:
    """Decide by the rules of the branch that the change goes to, and by what is there right now.

    Raises:
        UserMistake: there are no rules there, or not all applicants can be known.
        WorldFault: GitHub doesn't answer.
    """
    rules = approvals_at(root, pull.base.sha)
    causes = [
        *causes_in_files(rules, files_of(pull)),
        *(cause for stack in stacks for cause in causes_in_stack(stack)),
    ]
    needed = groups_needed(rules, causes)
    decision = decide(rules, stage, request_of(pull), needed, datetime.now(tz=UTC))
    return Verdict(rules=rules, needed=needed, decision=decision)


def table(verdict: Verdict, title: str) -> Table:
    """Return the decision for a terminal."""
    found = Table(title=title, title_justify="left", show_header=False)
    found.add_column(no_wrap=True)
    found.add_column()
    for text in verdict.decision.for_it:
        found.add_row("[green]yes[/]", f"{text.ja}\n{text.en}")
    for text in verdict.decision.against:
        found.add_row("[bold red]no[/]", f"{text.ja}\n{text.en}")
    return found

"""What was merged: which pull request it was, where its previews are, and its deployment."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.console import Console

from kyotsu.ci import deploy
from kyotsu.ci.gate import ask, table
from kyotsu.ci.github import answers, connect
from kyotsu.ci.pulls import pull_of
from kyotsu.errors import UserMistake
from kyotsu.fleet.begin import choose_stacks
from kyotsu.fleet.choice import Choice
from kyotsu.git import commit_of
from kyotsu.project import find_root
from kyotsu.review.model import StackReview

if TYPE_CHECKING:
    from github.PullRequest import PullRequest

WORKFLOW: Final = ".github/workflows/preview.yml"


def preview_run(root: Path | None) -> tuple[int, int]:
    """Return the pull request that was merged as what is checked out, and the run of its previews.

    Raises:
        UserMistake: there is no such pull request, or no run of it ended well.
        WorldFault: GitHub doesn't answer.
    """
    repository = connect()
    pull = pull_of(repository, commit_of(find_root(root), "HEAD"))
    with answers(f"list the previews of pull request {pull.number}"):
        runs = [
            run
            for run in repository.get_workflow_runs(head_sha=pull.head.sha, status="success")
            if run.path == WORKFLOW
        ]
    if not runs:
        raise UserMistake(
            f"no preview of pull request {pull.number} ended well at {pull.head.sha[:12]}, so "
            "there is nothing that could have been approved"
        )
    return pull.number, max(run.id for run in runs)


def deploy_merged(root: Path | None, stage: str, folder: Path, *, parallel: int) -> bool:
    """Deploy the commit that is checked out, and return whether that was granted and went well.

    Raises:
        UserMistake: it is no merged pull request's, or a bundle can't be used.
        WorldFault: GitHub doesn't answer, or the state can't be read.
    """
    console = Console()
    project = find_root(root)
    pull = pull_of(connect(), commit_of(project, "HEAD"))
    choice = Choice(changed_since=pull.base.sha)
    _, _, wanted = choose_stacks(project, stage, choice, console)
    parts = deploy.prepare(project, stage, folder, wanted)
    outcomes = deploy.carry_out(
        parts,
        pull.base.sha,
        lambda stacks: _granted(project, stage, pull, stacks, console),
        parallel=parallel,
    )
    if outcomes is None:
        console.print("Nothing was deployed.")
        return False
    return all(one.ok for one in outcomes)


def _granted(
    root: Path, stage: str, pull: "PullRequest", stacks: list[StackReview], console: Console
) -> bool:
    verdict = ask(root, stage, pull, stacks)
    console.print(table(verdict, f"Pull request {pull.number}, stage {stage}"))
    return verdict.decision.granted

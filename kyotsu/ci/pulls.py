"""Reads a pull request as approvals see it: who applies, and what everybody last said."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from kyotsu.approvals.decide import Opinion, Request
from kyotsu.ci.github import answers
from kyotsu.errors import UserMistake

if TYPE_CHECKING:
    from github.NamedUser import NamedUser
    from github.PullRequest import PullRequest
    from github.PullRequestReview import PullRequestReview
    from github.Repository import Repository

_WEB: Final = "web-flow"
"""GitHub itself, which commits what is edited or merged in the browser."""
_MOST_COMMITS: Final = 250
"""GitHub lists no more of a pull request:
https://docs.github.com/en/rest/pulls/pulls#list-commits-on-a-pull-request"""
_MOST_FILES: Final = 3000
"""The same: https://docs.github.com/en/rest/pulls/pulls#list-pull-requests-files"""
_WITH: Final = re.compile(r"^co-authored-by:.*?<(?:\d+\+)?([^<>\s]*)>\s*$", re.I | re.M)
_HIDDEN_ADDRESS: Final = "@users.noreply.github.com"
"""After an account's name, its address that tells nothing else."""


def pull_of(repository: "Repository", commit: str) -> "PullRequest":
    """Return the merged pull request that brought a commit to the main branch.

    Raises:
        UserMistake: there is none, so that nobody can have approved it.
        WorldFault: GitHub doesn't answer.
    """
    with answers(f"list the pull requests of {commit[:12]}"):
        merged = [
            one
            for one in repository.get_commit(commit).get_pulls()
            if one.merged_at is not None and one.merge_commit_sha == commit
        ]
    if len(merged) != 1:
        raise UserMistake(
            f"commit {commit[:12]} was brought in by no merged pull request, so nobody approved "
            "it; nothing is deployed"
        )
    # The list leaves a part of each out.
    with answers(f"show pull request {merged[0].number}"):
        return repository.get_pull(merged[0].number)


def request_of(pull: "PullRequest") -> Request:
    """Return what decides about a pull request.

    Raises:
        UserMistake: it has more commits than GitHub lists, so that not all applicants are known.
        WorldFault: GitHub doesn't answer.
    """
    with answers(f"list the commits of pull request {pull.number}"):
        if pull.commits > _MOST_COMMITS:
            raise UserMistake(
                f"pull request {pull.number} has {pull.commits} commits and GitHub lists "
                f"{_MOST_COMMITS}; squash them, so that all applicants are known"
            )
        applicants, strangers = {pull.user.login}, list[str]()
        for commit in pull.get_commits():
            logins = [_login(who) for who in (commit.author, commit.committer)]
            logins += _co_authors(commit.commit.message)
            applicants.update(login for login in logins if login not in ("", _WEB))
            if "" in logins:
                strangers.append(commit.sha)
    with answers(f"list the reviews of pull request {pull.number}"):
        opinions = _last_words(pull.get_reviews())
    return Request(
        number=pull.number,
        head=pull.head.sha,
        applicants=frozenset(applicants),
        strangers=tuple(dict.fromkeys(strangers)),
        opinions=opinions,
    )


def _login(who: "NamedUser | None") -> str:
    """Return an account's name; nothing where GitHub knows none, whatever PyGithub's types say."""
    return who.login if who is not None else ""


def _co_authors(message: str) -> list[str]:
    """Return the accounts that a commit's message names as co-authors; "" for one without."""
    return [
        address.removesuffix(_HIDDEN_ADDRESS) if address.endswith(_HIDDEN_ADDRESS) else ""
        for address in _WITH.findall(message)
    ]


def _last_words(reviews: "Iterable[PullRequestReview]") -> tuple[Opinion, ...]:
    """Return each account's last approval or objection; a comment takes neither back."""
    last: dict[str, Opinion] = {}
    for review in reviews:  # in the order in which they were given
        if review.state == "DISMISSED":
            last.pop(review.user.login, None)
        elif review.state in ("APPROVED", "CHANGES_REQUESTED"):
            last[review.user.login] = Opinion(
                account=review.user.login,
                approves=review.state == "APPROVED",
                commit=review.commit_id,
                at=review.submitted_at,
                text=review.body or "",
            )
    return tuple(last.values())


def files_of(pull: "PullRequest") -> list[str]:
    """Return the files that a pull request changes, by their old and their new names.

    Raises:
        UserMistake: they are more than GitHub lists.
        WorldFault: GitHub doesn't answer.
    """
    with answers(f"list the files of pull request {pull.number}"):
        if pull.changed_files > _MOST_FILES:
            raise UserMistake(
                f"pull request {pull.number} changes {pull.changed_files} files and GitHub lists "
                f"{_MOST_FILES}; make several of it, so that it is known who must approve"
            )
        names: set[str] = set()
        for file in pull.get_files():
            names.update(name for name in (file.filename, file.previous_filename) if name)
    return sorted(names)

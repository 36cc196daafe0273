"""GitHub's API, through PyGithub: pages, both kinds of rate limits and passing faults are its work.

A pipeline's own variables say where: GITHUB_API_URL, GITHUB_REPOSITORY and GITHUB_TOKEN.
https://docs.github.com/en/actions/reference/workflows-and-actions/variables
"""

import os
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from kyotsu.errors import UserMistake, WorldFault

if TYPE_CHECKING:
    from github.Repository import Repository

_TRIES: Final = 6
_LONGEST_WAIT: Final = 900.0
"""Seconds. A limit that ends later than this ends the command, so that the job can be run again."""
_PAGE: Final = 100
_READ_PACE, _WRITE_PACE = 0.1, 1.0
"""Seconds. GitHub asks for a second between requests that make something."""


def connect(*, pace: float | None = None) -> "Repository":
    """Return the repository that the pipeline works for.

    `pace` is the least time between two requests, in seconds; without it GitHub's own advice holds:
    https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api

    Raises:
        UserMistake: a variable isn't set.
        WorldFault: GitHub doesn't answer, or doesn't let this token in.
    """
    from github import Auth, Github, GithubRetry

    address = os.environ.get("GITHUB_API_URL", "https://api.github.com")
    name, token = _variable("GITHUB_REPOSITORY"), _variable("GITHUB_TOKEN")
    client = Github(
        auth=Auth.Token(token),
        base_url=address,
        per_page=_PAGE,
        retry=GithubRetry(
            total=_TRIES,
            backoff_factor=0.5,
            max_rate_limit_wait=_LONGEST_WAIT,
            status_forcelist=[429, *range(500, 600)],
        ),
        seconds_between_requests=_READ_PACE if pace is None else pace,
        seconds_between_writes=_WRITE_PACE if pace is None else pace,
    )
    with answers(f"show the repository {name}"):
        return client.get_repo(name)


@contextmanager
def answers(asked: str) -> Generator[None]:
    """Turn what GitHub refuses, or a connection that fails, into a fault of the world.

    `asked` completes "GitHub didn't": "comment on pull request 7".
    """
    from github import GithubException
    from requests import RequestException

    try:
        yield
    except GithubException as error:
        said = error.data.get("message", "") if isinstance(error.data, dict) else ""
        raise WorldFault(
            f"GitHub didn't {asked}: {error.status} {said}".rstrip()
            + "; when that is mended, run this again"
        ) from None
    except RequestException as error:
        raise WorldFault(
            f"GitHub didn't {asked}: {type(error).__name__}; when it answers, run this again"
        ) from None


def _variable(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise UserMistake(f"{name} isn't set; a GitHub pipeline sets it, elsewhere set it yourself")
    return value

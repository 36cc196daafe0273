"""Comments and issues that are found again by a hidden mark, and edited in place."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from github.Issue import Issue
    from github.IssueComment import IssueComment
    from github.Repository import Repository

LIMIT: Final = 65_536
"""Of a comment or an issue: GitHub counts characters, and bytes are never fewer."""


def mark(kind: str, about: str) -> str:
    """Return the mark, which GitHub doesn't show."""
    return f"<!-- kyotsu:{kind}:{about} -->"


def put_comment(issue: "Issue", sign: str, text: str) -> bool:
    """Write the one comment with a mark, or write it anew in place; return whether it is new.

    A request that was repeated may have made two: then the first stays.
    """
    ours = _ours(issue, sign)
    body = f"{sign}\n{text}"
    if len(body.encode()) > LIMIT:
        raise ValueError(f"a comment of {len(body.encode())} bytes is larger than GitHub takes")
    for double in ours[1:]:
        double.delete()
    if not ours:
        issue.create_comment(body)
        return True
    if ours[0].body != body:
        ours[0].edit(body)
    return False


def _ours(issue: "Issue", sign: str) -> "list[IssueComment]":
    # Anybody may copy the mark into a comment: only a pipeline's own account is believed.
    return [
        comment
        for comment in issue.get_comments()
        if comment.body.startswith(sign) and comment.user.type == "Bot"
    ]


def open_issues(repository: "Repository", kind: str) -> "dict[str, Issue]":
    """Return the open issues of a kind, by what each is about; of two, the older one."""
    found: dict[str, Issue] = {}
    for issue in _labelled(repository, kind):
        about = re.match(rf"<!-- kyotsu:{kind}:([a-z0-9.-]+) -->", issue.body or "")
        if about is not None and issue.user.type == "Bot":
            found.setdefault(about[1], issue)
    return found


def _labelled(repository: "Repository", kind: str) -> "Iterator[Issue]":
    yield from repository.get_issues(state="open", labels=[kind], sort="created", direction="asc")


def code(text: str) -> str:
    """Return a text as code in a line of Markdown, whatever is in it."""
    plain = " ".join(text.split())
    longest = max((len(run) for run in re.findall(r"`+", plain)), default=0)
    fence = "`" * (longest + 1)
    space = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{fence}{space}{plain}{space}{fence}"

"""A small server that stands for GitHub's API, as its documentation describes it.

It keeps issues, comments, pull requests and reviews; it answers in pages with a `Link` header; it
can be told to refuse the next requests as GitHub's rate limits do, and to break down.
"""

from __future__ import annotations

import json
import re
import threading
from collections import deque
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

REPOSITORY = "kyotsu-example/platform"
_BASE = f"/repos/{REPOSITORY}"
BOT = {"login": "github-actions[bot]", "type": "Bot", "id": 1}


def user(login: str) -> dict[str, Any]:
    """Return an account."""
    return {"login": login, "type": "User", "id": sum(map(ord, login))}


def _now() -> str:
    return f"{datetime.now(tz=UTC):%Y-%m-%dT%H:%M:%SZ}"


@dataclass(frozen=True)
class Fault:
    """An answer instead of the right one."""

    status: int
    message: str = ""
    headers: dict[str, str] = field(default_factory=dict[str, str])
    method: str = ""
    """Only for requests of this method, if it says one."""


@dataclass
class GitHub:
    """What the server keeps. Tests look into it, and put into it what people would do."""

    address: str = ""
    largest_page: int = 100
    issues: dict[int, dict[str, Any]] = field(default_factory=dict[int, dict[str, Any]])
    comments: dict[int, dict[str, Any]] = field(default_factory=dict[int, dict[str, Any]])
    pulls: dict[int, dict[str, Any]] = field(default_factory=dict[int, dict[str, Any]])
    reviews: dict[int, list[dict[str, Any]]] = field(
        default_factory=dict[int, list[dict[str, Any]]]
    )
    commits: dict[int, list[dict[str, Any]]] = field(
        default_factory=dict[int, list[dict[str, Any]]]
    )
    files: dict[int, list[dict[str, Any]]] = field(default_factory=dict[int, list[dict[str, Any]]])
    analyses: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    runs: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    faults: deque[Fault] = field(default_factory=deque[Fault])
    asked: list[str] = field(default_factory=list[str])
    _last: int = 0

    def number(self) -> int:
        """Return a number that wasn't given yet."""
        self._last += 1
        return self._last

    def open_pull(self, author: str, head: str, base: str, commits: list[dict[str, Any]]) -> int:
        """Open a pull request, and return its number."""
        number = self.number()
        self.pulls[number] = {
            "number": number,
            "user": user(author),
            "head": {"sha": head},
            "base": {"sha": base},
            "merged_at": None,
            "merge_commit_sha": None,
            "state": "open",
            "url": f"{self.address}{_BASE}/pulls/{number}",
            "issue_url": f"{self.address}{_BASE}/issues/{number}",
        }
        self.commits[number], self.reviews[number], self.files[number] = commits, [], []
        self.issues[number] = self._issue(number, "A change", user(author), "", [])
        return number

    def review(
        self, pull: int, account: str, state: str, commit: str, at: str = "", body: str = ""
    ) -> None:
        """Let somebody review a pull request."""
        self.reviews[pull].append(
            {
                "id": self.number(),
                "user": user(account),
                "state": state,
                "commit_id": commit,
                "submitted_at": at or _now(),
                "body": body,
            }
        )

    def merge(self, pull: int, commit: str) -> None:
        """Merge a pull request as a commit."""
        self.pulls[pull] |= {"merged_at": _now(), "merge_commit_sha": commit, "state": "closed"}

    def comments_of(self, issue: int) -> list[dict[str, Any]]:
        """Return the comments of an issue or a pull request."""
        return [one for one in self.comments.values() if one["issue"] == issue]

    def comment(self, issue: int, who: dict[str, Any], body: str) -> dict[str, Any]:
        """Write a comment."""
        number = self.number()
        made = {
            "id": number,
            "issue": issue,
            "user": who,
            "body": body,
            "url": f"{self.address}{_BASE}/issues/comments/{number}",
        }
        self.comments[number] = made
        return made

    def _issue(
        self, number: int, title: str, who: dict[str, Any], body: str, labels: list[str]
    ) -> dict[str, Any]:
        return {
            "number": number,
            "title": title,
            "user": who,
            "body": body,
            "state": "open",
            "labels": [{"name": name} for name in labels],
            "url": f"{self.address}{_BASE}/issues/{number}",
            "comments_url": f"{self.address}{_BASE}/issues/{number}/comments",
        }

    def answer(self, method: str, path: str, asked: dict[str, str], sent: Any) -> Any:
        """Return what there is at a path: a list is answered in pages. None: there is nothing."""
        if path == _BASE:
            return {"full_name": REPOSITORY, "url": f"{self.address}{_BASE}"}
        if not path.startswith(_BASE + "/"):
            return None
        at = path.removeprefix(_BASE + "/")
        for pattern, name in _ROUTES:
            found = re.fullmatch(pattern, at)
            if found is not None:
                handler = getattr(self, f"_{method.lower()}_{name}", None)
                return None if handler is None else handler(*found.groups(), asked, sent)
        return None

    def _get_issue(self, number: str, asked: Any, sent: Any) -> Any:
        return self.issues.get(int(number))

    def _patch_issue(self, number: str, asked: Any, sent: Any) -> Any:
        self.issues[int(number)] |= sent
        return self.issues[int(number)]

    def _get_issues(self, asked: Any, sent: Any) -> Any:
        wanted = set(filter(None, asked.get("labels", "").split(",")))
        return [
            one
            for _, one in sorted(self.issues.items())
            if asked.get("state", "open") in (one["state"], "all")
            and wanted <= {label["name"] for label in one["labels"]}
        ]

    def _post_issues(self, asked: Any, sent: Any) -> Any:
        number = self.number()
        self.issues[number] = self._issue(
            number, sent["title"], BOT, sent.get("body", ""), sent.get("labels", [])
        )
        return self.issues[number]

    def _get_comments(self, issue: str, asked: Any, sent: Any) -> Any:
        return self.comments_of(int(issue))

    def _post_comments(self, issue: str, asked: Any, sent: Any) -> Any:
        return self.comment(int(issue), BOT, sent["body"])

    def _patch_comment(self, number: str, asked: Any, sent: Any) -> Any:
        self.comments[int(number)] |= sent
        return self.comments[int(number)]

    def _delete_comment(self, number: str, asked: Any, sent: Any) -> Any:
        del self.comments[int(number)]
        return ""

    def _get_pull(self, number: str, asked: Any, sent: Any) -> Any:
        found = self.pulls.get(int(number))
        if found is None:
            return None
        counts = {"commits": self.commits, "changed_files": self.files}
        return {**{name: len(of[int(number)]) for name, of in counts.items()}, **found}

    def _get_pull_commits(self, number: str, asked: Any, sent: Any) -> Any:
        return self.commits[int(number)]

    def _get_pull_reviews(self, number: str, asked: Any, sent: Any) -> Any:
        return self.reviews[int(number)]

    def _get_pull_files(self, number: str, asked: Any, sent: Any) -> Any:
        return self.files[int(number)]

    def _get_commit(self, sha: str, asked: Any, sent: Any) -> Any:
        return {"sha": sha, "url": f"{self.address}{_BASE}/commits/{sha}"}

    def _get_commit_pulls(self, sha: str, asked: Any, sent: Any) -> Any:
        return [
            one
            for number, one in self.pulls.items()
            if one["merge_commit_sha"] == sha
            or sha in {commit["sha"] for commit in self.commits[number]}
        ]

    def _post_sarifs(self, asked: Any, sent: Any) -> Any:
        self.analyses.append(sent)
        return {"id": str(len(self.analyses))}

    def _get_runs(self, asked: Any, sent: Any) -> Any:
        found = [
            one
            for one in self.runs
            if asked.get("head_sha") in (None, one["head_sha"])
            and asked.get("status") in (None, one["status"], one["conclusion"])
        ]
        return {"total_count": len(found), "workflow_runs": found}


_ROUTES = (
    (r"issues", "issues"),
    (r"issues/(\d+)", "issue"),
    (r"issues/(\d+)/comments", "comments"),
    (r"issues/comments/(\d+)", "comment"),
    (r"pulls/(\d+)", "pull"),
    (r"pulls/(\d+)/commits", "pull_commits"),
    (r"pulls/(\d+)/reviews", "pull_reviews"),
    (r"pulls/(\d+)/files", "pull_files"),
    (r"commits/([0-9a-f]{40})", "commit"),
    (r"commits/([0-9a-f]{40})/pulls", "commit_pulls"),
    (r"actions/runs", "runs"),
    (r"code-scanning/sarifs", "sarifs"),
)


def commit(sha: str, author: str | None, message: str = "A change") -> dict[str, Any]:
    """Return a commit of a pull request."""
    who = None if author is None else user(author)
    return {"sha": sha, "author": who, "committer": who, "commit": {"message": message}}


@contextmanager
def serving() -> Generator[GitHub]:
    """Serve until the end of the block."""
    github = GitHub()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _handle(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            sent = json.loads(self.rfile.read(length)) if length else None
            parts = urlsplit(self.path)
            asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
            github.asked.append(f"{self.command} {parts.path}")
            if self.headers.get("Authorization") not in (
                "token secret-token",
                "Bearer secret-token",
            ):
                self._send(401, {"message": "Bad credentials"})
                return
            if github.faults and github.faults[0].method in ("", self.command):
                fault = github.faults.popleft()
                self._send(fault.status, {"message": fault.message}, fault.headers)
                return
            found = github.answer(self.command, parts.path, asked, sent)
            if found is None:
                self._send(404, {"message": "Not Found"})
            elif isinstance(found, list):
                self._send_page(found, parts.path, asked)
            elif found == "":
                self._send(204, None)
            else:
                self._send(201 if self.command == "POST" else 200, found)

        do_GET = do_POST = do_PATCH = do_DELETE = _handle  # noqa: N815 - http.server's names

        def _send_page(self, found: list[Any], path: str, asked: dict[str, str]) -> None:
            size = min(int(asked.get("per_page", 30)), github.largest_page)
            page = int(asked.get("page", 1))
            last = max(1, -(-len(found) // size))
            links = [
                f'<{github.address}{path}?{urlencode({**asked, "page": to})}>; rel="{name}"'
                for name, to in (("next", page + 1), ("last", last))
                if page < last
            ]
            headers = {"Link": ", ".join(links)} if links else {}
            self._send(200, found[(page - 1) * size : page * size], headers)

        def _send(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
            content = b"" if body is None else json.dumps(body).encode()
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    github.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield github
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

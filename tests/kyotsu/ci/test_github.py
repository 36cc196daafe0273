"""Proves that pages, limits and faults of GitHub's API are borne, and what is kept in place there.

Not proved: GitHub itself. The server is written from its documentation.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from kyotsu.ci.drift import keep_issues
from kyotsu.ci.github import connect
from kyotsu.ci.marked import LIMIT, code, mark, put_comment
from kyotsu.ci.pulls import files_of, pull_of, request_of
from kyotsu.errors import UserMistake, WorldFault
from kyotsu.stacks.outcome import Drift, Outcome, Status
from kyotsu.stacks.targets import Target
from tests.kyotsu.ci.github_server import BOT, Fault, GitHub, commit, user

HEAD, BASE, MERGED = "a" * 40, "b" * 40, "c" * 40
SIGN = mark("review", "prod")


def _repository() -> Any:
    return connect(pace=0)


def _pull(github: GitHub) -> int:
    return github.open_pull("engineer-1", HEAD, BASE, [commit(HEAD, "engineer-1")])


def test_a_comment_is_written_once_and_then_in_place(github: GitHub) -> None:
    number = _pull(github)
    github.largest_page = 10  # the mark is on the fourth page
    for text in range(35):
        github.comment(number, user("somebody"), f"{SIGN} is quoted in comment {text}")
    issue = _repository().get_issue(number)
    assert put_comment(issue, SIGN, "first")
    assert not put_comment(issue, SIGN, "second")
    (ours,) = (one for one in github.comments_of(number) if one["user"] == BOT)
    assert ours["body"] == f"{SIGN}\nsecond"
    assert len(github.comments_of(number)) == 36


def test_a_comment_that_is_the_same_is_left_alone(github: GitHub) -> None:
    number = _pull(github)
    issue = _repository().get_issue(number)
    put_comment(issue, SIGN, "same")
    put_comment(issue, SIGN, "same")
    assert [line for line in github.asked if line.startswith("PATCH")] == []


def test_what_a_repeated_request_made_twice_becomes_one_again(github: GitHub) -> None:
    number = _pull(github)
    for _ in range(2):
        github.comment(number, BOT, f"{SIGN}\nold")
    put_comment(_repository().get_issue(number), SIGN, "new")
    (ours,) = github.comments_of(number)
    assert ours["body"] == f"{SIGN}\nnew"


def test_nothing_is_sent_that_github_would_refuse_for_its_size(github: GitHub) -> None:
    issue = _repository().get_issue(_pull(github))
    with pytest.raises(ValueError, match="larger than GitHub takes"):
        put_comment(issue, SIGN, "字" * (LIMIT // 3))


@pytest.mark.parametrize(
    "fault",
    [
        Fault(502),
        Fault(403, "You have exceeded a secondary rate limit.", {"Retry-After": "1"}),
        Fault(429, "Too many requests", {"Retry-After": "1"}),
        Fault(
            403,
            "API rate limit exceeded for installation ID 1.",
            {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(time.time()) - 1)},
        ),
    ],
)
def test_what_passes_is_waited_for(github: GitHub, fault: Fault) -> None:
    number = _pull(github)
    repository = _repository()
    github.faults.append(fault)
    assert put_comment(repository.get_issue(number), SIGN, "text")
    assert len(github.comments_of(number)) == 1
    assert not github.faults


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault(403, "Resource not accessible by integration"), "403 Resource not accessible"),
        (
            Fault(
                403,
                "API rate limit exceeded for installation ID 1.",
                {"X-RateLimit-Reset": str(int(time.time()) + 7200)},
            ),
            "GitHub didn't list the reviews of pull request",
        ),
        (Fault(404, "Not Found"), "404 Not Found"),
    ],
)
def test_what_does_not_pass_is_a_sentence(github: GitHub, fault: Fault, said: str) -> None:
    pull = _repository().get_pull(_pull(github))
    request_of(pull)
    seen = len(github.asked)
    request_of(pull)
    assert len(github.asked) - seen == 2  # commits, reviews
    github.faults.extend([Fault(502), fault])
    with pytest.raises(WorldFault) as error:
        request_of(pull)
    if "reviews" not in said:
        assert said in str(error.value)
    assert "GitHub didn't list the commits" in str(error.value)
    assert "secret-token" not in str(error.value)


def test_without_its_variables_nothing_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    monkeypatch.setenv("GITHUB_REPOSITORY", "kyotsu-example/platform")
    with pytest.raises(UserMistake, match="GITHUB_TOKEN isn't set"):
        connect()


def test_a_wrong_token_is_a_sentence_without_it(
    github: GitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "another-token")
    with pytest.raises(WorldFault) as error:
        _repository()
    assert "401 Bad credentials" in str(error.value)
    assert "another-token" not in str(error.value)


def test_a_request_is_read_with_all_applicants_and_last_words(github: GitHub) -> None:
    github.largest_page = 2
    commits = [commit(f"{n:040x}", "engineer-2" if n % 2 else "web-flow") for n in range(5)]
    number = github.open_pull("engineer-1", HEAD, BASE, [*commits, commit("f" * 40, None)])
    github.review(number, "soumu-approver-1", "CHANGES_REQUESTED", BASE)
    github.review(number, "soumu-approver-1", "APPROVED", HEAD, body="freeze-lift: x")
    github.review(number, "soumu-approver-1", "COMMENTED", HEAD)
    github.review(number, "mof-approver-1", "APPROVED", HEAD)
    github.review(number, "mof-approver-1", "DISMISSED", HEAD)
    github.files[number] = [
        {"filename": f"tenants/soumu/{n}.yaml", "previous_filename": "policies/x.py", "sha": "x"}
        for n in range(5)
    ]
    pull = _repository().get_pull(number)
    request = request_of(pull)
    assert request.applicants == {"engineer-1", "engineer-2"}
    assert request.strangers == ("f" * 40,)
    (opinion,) = request.opinions
    assert (opinion.account, opinion.approves, opinion.commit) == ("soumu-approver-1", True, HEAD)
    assert files_of(pull) == ["policies/x.py", *(f"tenants/soumu/{n}.yaml" for n in range(5))]


@pytest.mark.parametrize(
    ("trailer", "applicants", "strange"),
    [
        ("Co-authored-by: B <7+engineer-2@users.noreply.github.com>", {"engineer-2"}, False),
        ("co-authored-by: B <engineer-2@users.noreply.github.com>", {"engineer-2"}, False),
        ("Co-authored-by: B <b@example.go.jp>", set[str](), True),
        ("Co-authored-by: B", set[str](), False),
    ],
)
def test_who_wrote_a_part_of_a_commit_applies_too(
    github: GitHub, trailer: str, applicants: set[str], strange: bool
) -> None:
    commits = [commit(HEAD, "engineer-1", f"A change\n\n{trailer}\n")]
    number = github.open_pull("engineer-1", HEAD, BASE, commits)
    request = request_of(_repository().get_pull(number))
    assert request.applicants == {"engineer-1", *applicants}
    assert request.strangers == ((HEAD,) if strange else ())


@pytest.mark.parametrize(
    ("fact", "count", "read"),
    [("commits", 251, request_of), ("changed_files", 3001, files_of)],
)
def test_what_github_lists_only_a_part_of_is_refused(
    github: GitHub, fact: str, count: int, read: Callable[[Any], object]
) -> None:
    number = _pull(github)
    github.pulls[number][fact] = count
    pull = _repository().get_pull(number)
    with pytest.raises(UserMistake, match=f"{count} (commits|files) and GitHub lists"):
        read(pull)


def test_only_the_pull_request_that_brought_a_commit_in_counts(github: GitHub) -> None:
    number = _pull(github)
    for at in (HEAD, MERGED):
        with pytest.raises(UserMistake, match="brought in by no merged pull request"):
            pull_of(_repository(), at)
    github.merge(number, MERGED)
    assert pull_of(_repository(), MERGED).number == number
    with pytest.raises(UserMistake, match="brought in by no merged pull request"):
        pull_of(_repository(), HEAD)


def _outcome(status: Status, tenant: str = "soumu-toukei", count: int = 1) -> Outcome:
    return Outcome(
        target=Target(stage="prod", tenant=tenant),
        status=status,
        drift=tuple(
            Drift(
                urn=f"urn:pulumi:prod::kyotsu::aws:s3/bucket:Bucket::b{n:05}|`<script>",
                change="update",
                properties=("tags", "a|b"),
            )
            for n in range(count)
        )
        if status is Status.DRIFTED
        else (),
    )


def test_drift_has_one_issue_a_stack_which_is_closed_when_it_is_mended(github: GitHub) -> None:
    repository = _repository()
    both = [_outcome(Status.DRIFTED), _outcome(Status.DRIFTED, "mof-shunou")]
    assert keep_issues(repository, both).opened == ("prod.mof-shunou", "prod.soumu-toukei")
    seen = len(github.asked)
    assert keep_issues(repository, both).renewed == ("prod.mof-shunou", "prod.soumu-toukei")
    assert len(github.asked) - seen == 1  # they were looked for, and left as they are
    assert len(github.issues) == 2
    keep_issues(repository, [_outcome(Status.DRIFTED, count=2)])
    (issue,) = (one for one in github.issues.values() if "soumu-toukei" in one["title"])
    assert "b00001" in issue["body"]
    unknown = keep_issues(repository, [_outcome(Status.FAILED)])
    assert unknown.closed == ()
    assert issue["state"] == "open"
    assert keep_issues(repository, [_outcome(Status.UNCHANGED)]).closed == ("prod.soumu-toukei",)
    assert issue["state"] == "closed"
    assert "実環境は配備内容と一致しています" in github.comments_of(issue["number"])[0]["body"]
    again = keep_issues(repository, [_outcome(Status.DRIFTED)])
    assert again.opened == ("prod.soumu-toukei",)


def test_an_issue_that_somebody_else_marked_is_not_ours(github: GitHub) -> None:
    keep_issues(_repository(), [_outcome(Status.DRIFTED)])
    (issue,) = github.issues.values()
    issue["user"] = user("somebody")
    assert keep_issues(_repository(), [_outcome(Status.UNCHANGED)]).closed == ()


def test_an_issue_stays_within_its_size_and_its_cells(github: GitHub) -> None:
    keep_issues(_repository(), [_outcome(Status.DRIFTED, count=3000)])
    (issue,) = github.issues.values()
    assert len(issue["body"].encode()) <= LIMIT
    assert "ほか 2800 件 / and 2800 more." in issue["body"]
    rows = [line for line in issue["body"].splitlines() if "b0" in line]
    assert all(line.replace("\\|", "").count("|") == 4 for line in rows)
    assert "``aws:s3/bucket:Bucket b00000\\|`<script>``" in rows[0]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a", "`a`"),
        ("a`b", "``a`b``"),
        ("`a", "`` `a ``"),
        ("a\nb", "`a b`"),
        ("a``b", "```a``b```"),
    ],
)
def test_code_is_code_whatever_is_in_it(text: str, shown: str) -> None:
    assert code(text) == shown

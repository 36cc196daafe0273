"""Proves what Git is asked, and what a person is told where it has no answer."""

import subprocess
from pathlib import Path

import pytest

from kyotsu.errors import UserMistake
from kyotsu.git import changed_since, commit_of, head, text_at, uncommitted


def _git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.go.jp")
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that isn't at the top of its repository."""
    _git(tmp_path, "init", "--quiet")
    root = tmp_path / "platform"
    (root / "tenants" / "moj").mkdir(parents=True)
    (root / "tenants" / "moj" / "toukei.yaml").write_text("one")
    (tmp_path / "elsewhere.txt").write_text("one")
    _git(tmp_path, "add", ".")
    _git(tmp_path, "commit", "--quiet", "--message", "one")
    return root


def test_a_clean_tree_does_not_differ(project: Path) -> None:
    assert changed_since(project, "HEAD") == uncommitted(project) == ()
    assert head(project) == (commit_of(project, "HEAD"), False)


def test_paths_are_relative_to_the_project_and_others_left_out(project: Path) -> None:
    (project / "tenants" / "moj" / "toukei.yaml").write_text("two")
    (project.parent / "elsewhere.txt").write_text("two")
    _git(project.parent, "commit", "--quiet", "--all", "--message", "two")
    assert changed_since(project, "HEAD~1") == ("tenants/moj/toukei.yaml",)
    assert text_at(project, "HEAD~1", "tenants/moj/toukei.yaml") == "one"
    assert text_at(project, "HEAD~1", "tenants/none.yaml") is None


def test_what_is_not_committed_or_new_counts_and_is_told(project: Path) -> None:
    (project / "tenants" / "moj" / "toukei.yaml").write_text("two")
    (project / "tenants" / "moj" / "申請.yaml").write_text("new")
    both = ("tenants/moj/toukei.yaml", "tenants/moj/申請.yaml")
    assert changed_since(project, "HEAD") == uncommitted(project) == both
    assert changed_since(project, "HEAD", ["tenants/moj/toukei.yaml"]) == both[:1]
    assert head(project) == (commit_of(project, "HEAD"), True)


def test_a_renamed_file_is_two_changes(project: Path) -> None:
    _git(project, "mv", "tenants/moj/toukei.yaml", "tenants/moj/shinsei.yaml")
    assert changed_since(project, "HEAD") == (
        "tenants/moj/shinsei.yaml",
        "tenants/moj/toukei.yaml",
    )


@pytest.mark.parametrize("revision", ["nope", "--all", ""])
def test_an_unknown_revision_is_answered_with_a_sentence(project: Path, revision: str) -> None:
    with pytest.raises(UserMistake, match="Git knows no revision"):
        commit_of(project, revision)


def test_a_folder_outside_of_git_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserMistake, match="is in no Git repository"):
        commit_of(tmp_path, "HEAD")
    assert head(tmp_path) is None

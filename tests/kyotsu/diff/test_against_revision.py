"""Proves, from outside, what a comparison with a revision tells. No engine, no network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.kyotsu.diff.conftest import Repository

SHINSEI = "tenants/soumu/shinsei.yaml"
TENANTS = 6


def told(repository: Repository, *arguments: str) -> dict[str, Any]:
    done = repository.kyotsu("diff", "HEAD", "--format", "json", *arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_nothing_changed_is_said_so(repository: Repository) -> None:
    done = repository.kyotsu("diff", "main", "--exit-code")
    assert done.returncode == 0, done.stderr
    assert "no change" in done.stdout
    assert "note" not in done.stdout


def test_a_tenants_change_is_traced_to_its_line(repository: Repository) -> None:
    line = repository.edit(SHINSEI, "log_retention_days: 731", "log_retention_days: 1096")
    stacks = told(repository)["stacks"]
    assert list(stacks) == ["local.soumu-shinsei"]
    changes = stacks["local.soumu-shinsei"]["changes"]
    assert {change["type"] for change in changes} == {"aws:cloudwatch/logGroup:LogGroup"}
    assert {(change["path"], change["before"], change["after"]) for change in changes} == {
        ("retentionInDays", 731, 1096)
    }
    assert {cause["place"] for change in changes for cause in change["causes"]} == {
        f"{SHINSEI}:{line}"
    }


def test_a_dirty_tree_is_compared_as_it_is_and_said_to_be_one(repository: Repository) -> None:
    repository.edit(SHINSEI, "log_retention_days: 731", "log_retention_days: 1096")
    done = repository.kyotsu("diff", "HEAD")
    assert "note: 1 file differs from the last commit" in done.stdout
    assert "soumu-shinsei: 1 change" in done.stdout


def test_a_change_to_a_component_is_told_once_for_all_and_traced(repository: Repository) -> None:
    line = repository.edit(
        "components/network/tenant_network.py",
        "enable_dns_hostnames=True",
        "enable_dns_hostnames=False",
    )
    done = repository.kyotsu("diff", "HEAD")
    assert f"{TENANTS} tenants: the same 1 change" in done.stdout
    assert f"components/network/tenant_network.py:{line}" in done.stdout
    assert len(done.stdout.splitlines()) < 15


def test_the_base_is_evaluated_by_its_own_code(repository: Repository) -> None:
    repository.edit(
        "components/network/tenant_network.py",
        "enable_dns_hostnames=True",
        "enable_dns_hostnames=False",
    )
    repository.git("commit", "--quiet", "--all", "--message", "second")
    assert told(repository)["same"]
    done = repository.kyotsu("diff", "HEAD~1")
    assert "enableDnsHostnames: true → false" in done.stdout


def test_a_moved_line_changes_nothing(repository: Repository) -> None:
    path = repository.root / "components/network/tenant_network.py"
    path.write_text(
        path.read_text().replace("\nclass TenantNetwork", "\n\n# moved\n\nclass TenantNetwork", 1)
    )
    assert told(repository)["same"]


def test_a_stages_fact_is_traced_to_the_stages_file(repository: Repository) -> None:
    line = repository.edit(
        "Pulumi.local.yaml", "archive_retention_days: 365", "archive_retention_days: 400"
    )
    done = repository.kyotsu("diff", "HEAD")
    assert "rule.defaultRetention.days: 365 → 400" in done.stdout
    assert f"Pulumi.local.yaml:{line} config.kyotsu:stage.archive_retention_days" in done.stdout


def test_what_is_replaced_and_holds_data_is_marked(repository: Repository) -> None:
    repository.edit("Pulumi.local.yaml", "name_prefix: kyotsu-local", "name_prefix: kyotsu-here")
    done = repository.kyotsu("diff", "HEAD", "--everything")
    lines = done.stdout.splitlines()
    bucket = next(line for line in lines if "aws.s3.Bucket log-archive-access " in line)
    assert bucket.strip().startswith("-/+")
    assert "DATA IS LOST" in bucket
    assert any(
        "s3.BucketVersioning" in line and "gets the new id of log-archive" in line for line in lines
    )


def test_a_new_and_a_gone_tenant_are_told(repository: Repository) -> None:
    key = "meti-kenshu"
    (repository.root / "tenants/meti/kenshu.yaml").unlink()
    done = repository.kyotsu("tenant", "retire", key)
    assert done.returncode == 0, done.stderr
    stacks = told(repository)["stacks"]
    assert stacks[f"local.{key}"]["is"] == "destroyed"
    assert {change["action"] for change in stacks[f"local.{key}"]["changes"]} == {"delete"}
    repository.git("commit", "--quiet", "--all", "--message", "gone")
    repository.git("checkout", "--quiet", "HEAD~1")
    assert "new: meti-kenshu" in repository.kyotsu("diff", "main").stdout


def test_a_tenant_that_was_invalid_in_the_base_is_named_and_the_rest_is_compared(
    repository: Repository,
) -> None:
    repository.edit(SHINSEI, "security_class: additional", "security_class: additonal")
    repository.git("commit", "--quiet", "--all", "--message", "typo")
    repository.edit(SHINSEI, "security_class: additonal", "security_class: additional")
    repository.edit("tenants/mof/shunou.yaml", "confidentiality: ", "confidentiality: 3 # was ")
    done = repository.kyotsu("diff", "HEAD", "--exit-code")
    assert done.returncode == 4, done.stderr
    assert "not compared: soumu-shinsei: its declaration in HEAD is not valid" in done.stdout
    assert f"in HEAD: {SHINSEI}:" in done.stdout
    assert "mof-shunou: " in done.stdout


def test_a_working_tree_that_is_invalid_is_a_mistake_with_file_and_line(
    repository: Repository,
) -> None:
    line = repository.edit(SHINSEI, "security_class: additional", "security_class: additonal")
    done = repository.kyotsu("diff", "HEAD")
    assert done.returncode == 2
    assert f"{SHINSEI}:{line}: security_class" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("diff", "no-such"), "Git knows no revision 'no-such'"),
        (("diff", "--", "--output=x"), "Git knows no revision '--output=x'"),
        (("diff", "HEAD", "--stage", "produ"), "there is no stage produ"),
        (("desired", "show", "soumu-shinse"), "did you mean 'soumu-shinsei'?"),
    ],
)
def test_a_mistake_is_answered_with_a_sentence(
    repository: Repository, arguments: tuple[str, ...], sentence: str
) -> None:
    done = repository.kyotsu(*arguments)
    assert done.returncode == 2, done.stdout + done.stderr
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_outside_of_a_repository_it_says_so(repository: Repository) -> None:
    (repository.root / ".git").rename(repository.root.parent / "git")
    done = repository.kyotsu("diff", "HEAD")
    assert done.returncode == 2
    assert "is in no Git repository" in done.stderr


def test_a_revision_from_before_it_could_be_evaluated_is_told(repository: Repository) -> None:
    repository.git("rm", "--quiet", "tenancy/foundation_plan.py")
    repository.git("commit", "--quiet", "--message", "before")
    repository.git("checkout", "--quiet", "HEAD~1", "--", "tenancy")
    done = repository.kyotsu("diff", "HEAD")
    assert done.returncode == 2
    assert "this revision's code can't be evaluated without an engine" in done.stderr


def test_exit_code_tells_of_a_difference(repository: Repository) -> None:
    repository.edit(SHINSEI, "log_retention_days: 731", "log_retention_days: 1096")
    assert repository.kyotsu("diff", "HEAD").returncode == 0
    assert repository.kyotsu("diff", "HEAD", "--exit-code").returncode == 4


def test_markdown_is_for_a_pull_request(repository: Repository) -> None:
    repository.edit(SHINSEI, "log_retention_days: 731", "log_retention_days: 1096")
    done = repository.kyotsu("diff", "HEAD", "--format", "md")
    assert done.stdout.startswith("### local against HEAD")
    assert "| ~ | `aws.cloudwatch.LogGroup" in done.stdout


def test_a_folder_that_can_not_be_written_costs_the_cache_only(
    repository: Repository, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.write_text("")
    repository.edit(SHINSEI, "log_retention_days: 731", "log_retention_days: 1096")
    done = repository.kyotsu("diff", "HEAD", cache=file / "cache")
    assert done.returncode == 0, done.stderr
    assert "note: nothing more is kept for the next run" in done.stdout
    assert "soumu-shinsei: 1 change" in done.stdout


def test_a_program_that_fails_for_one_tenant_is_told_and_the_rest_is_compared(
    repository: Repository,
) -> None:
    repository.edit(
        "infra/tenant.py",
        "    foundation = outputs.read(settings)\n",
        "    foundation = outputs.read(settings)\n"
        '    if plan.key == "mof-shunou":\n        raise ValueError("broken")\n',
    )
    done = repository.kyotsu("diff", "HEAD")
    assert done.returncode == 3
    assert "not compared: local.mof-shunou: " in done.stdout
    assert "ValueError: broken" in done.stdout
    assert "Traceback" not in done.stderr

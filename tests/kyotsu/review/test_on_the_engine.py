"""Reviews of what the real engine writes: a tiny project's secrets, and a tenant's own change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from kyotsu.review.model import Action, Order, Outcome, Review
from kyotsu.review.rendering.as_json import as_json, from_json
from kyotsu.review.rendering.terminal import print_review
from kyotsu.review.run import of_files
from kyotsu.review.words.language import Language
from localcloud.engine.model import Engine
from tests.kyotsu.conftest import Project, copy_project
from tests.localcloud.engine.language_host.conftest import make_project

pytestmark = pytest.mark.engine

TENANT = "meti-kenshu"
SECRETS = ("first-secret-of-the-program", "second-secret-of-the-program")
BEFORE = f"""
    import pulumi

    pulumi.ComponentResource("tiny:index:Thing", "changes", {{"password": "{SECRETS[0]}", "n": 1}})
    pulumi.ComponentResource("tiny:index:Thing", "goes", {{"token": "{SECRETS[0]}"}})
    pulumi.export("token", "{SECRETS[0]}")
"""
AFTER = f"""
    import pulumi

    first, second = "{SECRETS[0]}", "{SECRETS[1]}"
    sealed = {{"password": pulumi.Output.secret(first), "n": 2}}
    pulumi.ComponentResource("tiny:index:Thing", "changes", sealed)
    pulumi.ComponentResource("tiny:index:Thing", "copies", {{"text": "connect with " + first}})
    pulumi.export("token", pulumi.Output.secret(second))
    pulumi.log.warn("the login with " + first + " failed")
    raise pulumi.RunError("no way with " + first)
"""


def test_secrets_of_the_real_engine_stay_in_its_files(tmp_path: Path, engine: Engine) -> None:
    project = make_project(tmp_path, engine)
    project.environment["PULUMI_DEBUG_COMMANDS"] = "true"
    project.program(BEFORE)
    assert project.run("up", "--yes", "--skip-preview").returncode == 0
    project.program(AFTER)
    events, digest = tmp_path / "events.jsonl", tmp_path / "digest.json"
    said = project.run("preview", "--json", "--show-sames", "--event-log", str(events)).stdout
    digest.write_text(said[said.index("{") : said.rindex("}") + 1], "utf-8")
    assert SECRETS[0] in events.read_text("utf-8")

    found = of_files([events], [digest])
    (stack,) = found.stacks
    assert stack.outcome is Outcome.FAILED
    assert stack.subject.project == "tiny"
    changes = {change.name: change for change in stack.changes}
    password = next(one for one in changes["changes"].values if one.path == "password")
    assert "$secret" in password.before
    assert "$secret" in password.after
    for form in forms(found):
        assert not [secret for secret in SECRETS if secret in form]


def forms(found: Review) -> Iterator[str]:
    from kyotsu.review.html.page import as_html
    from kyotsu.review.rendering.markdown import as_markdown
    from kyotsu.review.rendering.sarif import as_sarif

    page = StringIO()
    print_review(found, Console(file=page), Language.BOTH)
    yield from (as_json(found), as_markdown(found), as_sarif(found), as_html(found))
    yield page.getvalue()


@pytest.fixture(scope="module")
def stage(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A running stage with one small tenant, whose file then asks for other keys and logs."""
    project = copy_project(tmp_path_factory.mktemp("review"), only=(TENANT,))
    try:
        project.deploy()
        path = project.root / "tenants" / "meti" / "kenshu.yaml"
        text = path.read_text("utf-8")
        shorter = text.replace("    size: small", "    size: small\n    log_retention_days: 365")
        path.write_text(shorter, "utf-8")
        yield project
    finally:
        project.run("local", "reset")


def test_a_tenants_change_is_reviewed_and_traced_to_its_line(stage: Project) -> None:
    out, kept = stage.root / "review.json", stage.root / "kept"
    done = stage.run(
        "review", "--tenant", TENANT, "--format", "json", "--out", str(out), "--keep", str(kept)
    )
    assert done.returncode == 0, done.stdout
    (stack,) = from_json(out.read_bytes(), "review.json").stacks
    assert stack.outcome is Outcome.CHANGES
    assert (stack.subject.stage, stack.subject.tenant) == ("local", TENANT)
    assert stack.unchecked == ()
    logs = next(one for one in stack.changes if one.name == "logs-application")
    assert logs.action is Action.UPDATE
    assert [(one.path, one.before, one.after) for one in logs.values] == [
        ("retentionInDays", 400, 365)
    ]
    text = (stage.root / "tenants" / "meti" / "kenshu.yaml").read_text("utf-8").splitlines()
    assert logs.declared is not None
    assert logs.declared.path == "tenants/meti/kenshu.yaml"
    assert "log_retention_days" in text[logs.declared.line - 1]
    assert logs.source is not None
    assert logs.source.path == "components/logging/tenant_logging.py"
    assert [one.kind for one in stack.dangers] == ["retention"] * len(stack.changes)
    assert stack.cost is not None
    assert logs.property_dependencies

    # The same files give the same review to whoever reads them elsewhere.
    folder = kept / f"local.{TENANT}"
    files = ["--events", str(folder / "events.jsonl"), "--digest", str(folder / "digest.json")]
    stage.must("review", "render", *files, "--format", "json", "--out", str(out))
    (again,) = from_json(out.read_bytes(), "review.json").stacks
    assert again.changes == stack.changes


def test_a_replacement_comes_in_the_engines_order(stage: Project, tmp_path: Path) -> None:
    path = stage.root / "Pulumi.local.yaml"
    before = path.read_text("utf-8")
    path.write_text(before.replace("name_prefix: kyotsu-local", "name_prefix: kyotsu-other"))
    try:
        out = tmp_path / "review.json"
        stage.run("review", "--tenant", TENANT, "--format", "json", "--out", str(out))
    finally:
        path.write_text(before, "utf-8")
    (stack,) = from_json(out.read_bytes(), "review.json").stacks
    replaced = [one for one in stack.changes if one.action is Action.REPLACE]
    groups = [one for one in replaced if one.type == "aws:cloudwatch/logGroup:LogGroup"]
    assert groups
    assert {one.order for one in replaced} <= {Order.CREATE_FIRST, Order.DELETE_FIRST}
    lost = {one.urn for one in stack.dangers if one.kind == "data-lost"}
    assert {one.urn for one in groups} <= lost


def test_a_refused_change_names_the_line_in_sarif(stage: Project, tmp_path: Path) -> None:
    path = stage.root / "tenants" / "meti" / "kenshu.yaml"
    before = path.read_text("utf-8")
    exception = """
exceptions:
- rule: S3-01
  resource: no-such-bucket
  reason: {ja: 試すため, en: To try it.}
  approver: {ja: 情報システム室長, en: Head of Information Systems}
  alternative_measure: {ja: なし, en: None.}
  expires: 2027-03-31
"""
    path.write_text(before + exception, "utf-8")
    try:
        out = tmp_path / "review.sarif"
        done = stage.run("review", "--tenant", TENANT, "--format", "sarif", "--out", str(out))
    finally:
        path.write_text(before, "utf-8")
    assert done.returncode == 1, done.stdout
    results = json.loads(out.read_text("utf-8"))["runs"][0]["results"]
    refused = [one for one in results if one["level"] == "error"]
    assert refused
    places = [one["locations"][0]["physicalLocation"] for one in refused]
    assert {one["artifactLocation"]["uri"] for one in places} == {"tenants/meti/kenshu.yaml"}

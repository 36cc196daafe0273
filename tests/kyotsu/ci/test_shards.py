"""Proves what jobs leave for one another, and what is made of it without an engine."""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from kyotsu.approvals.decide import Decision
from kyotsu.approvals.load import approvals
from kyotsu.approvals.needed import Cause, groups_needed
from kyotsu.bundle.model import Manifest
from kyotsu.ci.accounts import newcomers, with_account
from kyotsu.ci.annotate import annotate
from kyotsu.ci.comment import sign, text
from kyotsu.ci.deploy import prepare
from kyotsu.ci.gate import Verdict, ask
from kyotsu.ci.github import connect
from kyotsu.ci.marked import LIMIT
from kyotsu.ci.matrix import matrix
from kyotsu.ci.merged import preview_run
from kyotsu.ci.shard import REVIEW, Shard, joined, shards, stages
from kyotsu.declarations import read_stage
from kyotsu.errors import UserMistake
from kyotsu.review.findings import Danger, DangerKind, Place, Proven
from kyotsu.review.findings import Verdict as PolicyVerdict
from kyotsu.review.model import Action, Change, Outcome, Review, StackReview, Subject, Value
from kyotsu.stacks.targets import Selection, Target
from kyotsu.states.room import Room
from kyotsu.states.storage import FolderStorage
from policies.rule import Severity, Text
from tests.kyotsu.bundle.making import Keyed, manifest
from tests.kyotsu.ci.github_server import GitHub, commit

ROOT = Path(__file__).resolve().parents[3]
HEAD, BASE, MERGED = "a" * 40, "b" * 40, "c" * 40
URN = "urn:pulumi:prod.{tenant}::kyotsu::aws:s3/bucket:Bucket::{name}"


def _stack(tenant: str, changes: int = 1) -> StackReview:
    urns = [URN.format(tenant=tenant, name=f"b{n}</details>`|<script>") for n in range(changes)]
    return StackReview(
        subject=Subject(
            project="kyotsu",
            stack=f"prod.{tenant}",
            stage="prod",
            tenant=tenant,
            ministry=tenant.partition("-")[0],
            ministry_name=Text(ja="総務省", en="MIC"),
            system_name=Text(ja="統計", en="Statistics"),
        ),
        outcome=Outcome.CHANGES,
        counts={"replace": changes},
        resources=tuple(
            Change(
                urn=urn,
                type="aws:s3/bucket:Bucket",
                name=urn.rpartition("::")[2],
                action=Action.REPLACE,
                before={"bucket": "a"},
                after={"bucket": {"$secret": "1f3a9c2e"}},
                values=(Value(path="bucket", before="a", after={"$secret": "1f3a9c2e"}),),
            )
            for urn in urns
        ),
        dangers=tuple(
            Danger(
                kind=DangerKind.DATA_LOST,
                severity=Severity.CRITICAL,
                urn=urn,
                text=Text(ja="データが失われます。", en="Data is lost."),
            )
            for urn in urns
        ),
        verdicts=(
            PolicyVerdict(
                rule="S3-01",
                level="mandatory",
                urn=urns[0],
                text="no",
                declared=Place(path="tenants/soumu/toukei.yaml", line=7, field="x"),
            ),
        ),
    )


def _shard(name: str, *stacks: StackReview, **changed: Any) -> Shard:
    facts: dict[str, Any] = {
        "name": name,
        "stage": "prod",
        "commit": HEAD,
        "review": Review(stacks=stacks),
        "bundle": "0123456789abcdef",
        "complete": True,
    }
    return Shard(**(facts | changed))


def test_a_shard_comes_back_as_it_was(tmp_path: Path) -> None:
    made = _shard("1-of-1", _stack("soumu-toukei", 3), waiting=("mof-new",))
    made.write(tmp_path / "one")
    assert shards(tmp_path, "prod") == [made]
    assert stages(tmp_path) == ("prod",)


def test_shards_are_joined_in_the_order_of_a_run(tmp_path: Path) -> None:
    for name, tenant in (("2-of-2", "mof-shunou"), ("1-of-2", "soumu-toukei")):
        _shard(name, _stack(tenant)).write(tmp_path / name)
    _shard("foundation").write(tmp_path / "foundation")
    parts = shards(tmp_path, "prod")
    assert [part.name for part in parts] == ["foundation", "1-of-2", "2-of-2"]
    assert [one.subject.tenant for one in joined(parts).stacks] == ["mof-shunou", "soumu-toukei"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "isn't what `kyotsu ci preview` of this version writes"),
        (b'{"name": "x"}', "isn't what `kyotsu ci preview` of this version writes"),
        (b"\xff\xfe", "isn't what `kyotsu ci preview` of this version writes"),
        (None, "there is no preview below"),
    ],
)
def test_what_is_no_shard_is_a_sentence(tmp_path: Path, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / REVIEW).write_bytes(content)
    with pytest.raises(UserMistake, match=said):
        stages(tmp_path)


def test_previews_of_two_commits_are_not_mixed(tmp_path: Path) -> None:
    _shard("1-of-2").write(tmp_path / "1")
    _shard("2-of-2", commit=BASE).write(tmp_path / "2")
    with pytest.raises(UserMistake, match="are of 2 commits, not of one"):
        shards(tmp_path, "prod")
    with pytest.raises(UserMistake, match="no preview of stage dev"):
        shards(tmp_path, "dev")


def _verdict(count: int = 1) -> Verdict:
    rules = approvals(ROOT)
    causes = [Cause(change="destructive", ministry="soumu", what=f"x{n}") for n in range(count)]
    missing = Text(ja="承認がありません。", en="Somebody must approve.")
    return Verdict(
        rules=rules,
        needed=groups_needed(rules, causes),
        decision=Decision(for_it=(), against=(missing,) * count),
    )


@pytest.mark.parametrize("changes", [0, 1, 100, 3000])
def test_a_comment_of_any_size_is_taken_by_github(changes: int) -> None:
    parts = [
        _shard("foundation", waiting=("soumu-new",)),
        _shard("1-of-2", *[_stack("soumu-toukei", changes)] if changes else []),
        _shard("2-of-2", bundle="", complete=False),
    ]
    body = text(parts, _verdict())
    assert len(f"{sign('prod')}\n{body}".encode()) <= LIMIT
    assert "`0123456789abcdef`" in body
    assert "none, because a preview didn't end well" in body
    assert "`soumu-new`: the foundation makes the account" in body
    page = MarkdownIt("commonmark").enable("table").render(body)  # HTML in it stays what it is
    assert "<script" not in page
    assert page.count("<details>") == page.count("</details>") >= 1


def test_a_comment_says_what_is_proved_of_the_whole_stage() -> None:
    said = Text(ja="証明済み 1", en="Proved: 1")
    body = text([_shard("foundation")], _verdict(), proof=(Proven(text=said, holds=True),))
    assert "✅ 証明済み 1" in body


def test_jobs_are_dealt_out_for_each_stage() -> None:
    tenants = tuple(Target(stage="prod", tenant=f"soumu-s{n}") for n in range(7))
    chosen = Selection(foundation=Target(stage="prod"), tenants=tenants)
    nothing = Selection(foundation=None, tenants=())
    made = json.loads(matrix({"dev": nothing, "prod": chosen}, max_jobs=3, per_job=2))
    assert [(job["stage"], job["name"]) for job in made["include"]] == [
        ("prod", "foundation"),
        ("prod", "1-of-2"),
        ("prod", "2-of-2"),
    ]
    assert made["include"][1]["stacks"].count("--tenant ") == 4
    assert json.loads(matrix({"dev": nothing}, max_jobs=3, per_job=2)) == {"include": []}


def test_verdicts_are_handed_over_with_the_lines_that_they_are_about(
    github: GitHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _shard("1-of-1", _stack("soumu-toukei")).write(tmp_path / "1")
    monkeypatch.setenv("GITHUB_SHA", HEAD)
    monkeypatch.setenv("GITHUB_REF", "refs/pull/7/merge")
    assert annotate(tmp_path) == ("prod",)
    (sent,) = github.analyses
    assert (sent["commit_sha"], sent["ref"]) == (HEAD, "refs/pull/7/merge")
    analysis = json.loads(gzip.decompress(base64.b64decode(sent["sarif"])))
    places = [
        (place["physicalLocation"]["artifactLocation"]["uri"], place["physicalLocation"]["region"])
        for result in analysis["runs"][0]["results"]
        for place in result.get("locations", [])
        if "physicalLocation" in place
    ]
    assert ("tenants/soumu/toukei.yaml", 7) in [
        (uri, region["startLine"]) for uri, region in places
    ]


def _room(tmp_path: Path, states: dict[str, list[dict[str, Any]]]) -> Room:
    folder = tmp_path / "stacks" / "kyotsu"
    folder.mkdir(parents=True)
    for stack, resources in states.items():
        (folder / f"{stack}.json").write_text(
            json.dumps({"version": 3, "checkpoint": {"latest": {"resources": resources}}})
        )
    return Room(
        root=ROOT,
        settings=read_stage(ROOT, "prod"),
        project="kyotsu",
        storage=FolderStorage(tmp_path),
    )


def test_a_new_tenant_waits_for_its_account_and_is_then_found(tmp_path: Path) -> None:
    accounts = {"mof-shunou": "1", "soumu-toukei": "2", "soumu-empty": "3"}
    foundation = {"type": "pulumi:pulumi:Stack", "outputs": {"account_ids": accounts}}
    room = _room(
        tmp_path,
        {
            "prod": [{"type": "pulumi:providers:aws"}, foundation],
            "prod.mof-shunou": [foundation],
            "prod.soumu-empty": [],
        },
    )
    assert with_account(room) == set(accounts)
    tenants = (*accounts, "soumu-later")
    targets = tuple(Target(stage="prod", tenant=key) for key in tenants)
    assert newcomers(room, targets) == ("soumu-toukei", "soumu-empty")


def test_before_the_first_deployment_nobody_has_an_account(tmp_path: Path) -> None:
    assert with_account(_room(tmp_path, {})) == frozenset()


def test_the_run_whose_bundles_count_is_the_last_good_one_of_the_preview(
    github: GitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    def merged(root: Path, revision: str) -> str:
        return MERGED

    monkeypatch.setattr("kyotsu.ci.merged.commit_of", merged)
    number = github.open_pull("engineer-1", HEAD, BASE, [commit(HEAD, "engineer-1")])
    github.merge(number, MERGED)
    path = ".github/workflows/preview.yml"
    for run, (head, where, conclusion) in enumerate(
        [
            (HEAD, path, "success"),
            (HEAD, path, "success"),
            (HEAD, ".github/workflows/drift.yml", "success"),
            (HEAD, path, "failure"),
            (BASE, path, "success"),
        ],
        start=1,
    ):
        github.runs.append(
            {"id": run, "head_sha": head, "path": where, "status": "completed",
             "conclusion": conclusion}
        )  # fmt: skip
    assert preview_run(ROOT) == (number, 2)
    github.runs.clear()
    with pytest.raises(UserMistake, match="no preview of pull request"):
        preview_run(ROOT)


def test_rules_of_the_change_itself_do_not_count(github: GitHub) -> None:
    number = github.open_pull("engineer-1", HEAD, BASE, [commit(HEAD, "engineer-1")])
    with pytest.raises(UserMistake, match=r"approvals\.yaml isn't in bbbbbbbbbbbb"):
        ask(ROOT, "prod", connect(pace=0).get_pull(number), [])


def test_without_a_bundle_nothing_is_deployed(tmp_path: Path) -> None:
    wanted = Selection(foundation=Target(stage="local"), tenants=())
    with pytest.raises(UserMistake, match="so nothing was approved"):
        prepare(ROOT, "local", tmp_path, wanted)
    assert prepare(ROOT, "local", tmp_path, Selection(foundation=None, tenants=())) == []


def test_a_bundle_of_another_stage_stops_everything(tmp_path: Path) -> None:
    made: Manifest = manifest()
    (tmp_path / "1").mkdir()
    Keyed(tmp_path).write(tmp_path / "1" / "bundle.zip", made)
    with pytest.raises(UserMistake, match="it is for stage dev, and local was asked for"):
        prepare(ROOT, "local", tmp_path, Selection(foundation=None, tenants=()))

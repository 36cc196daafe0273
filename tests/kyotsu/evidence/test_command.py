"""Proves what the command writes, signs, verifies and refuses, in a repository of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kyotsu.bundle.signing import new_key
from tests.kyotsu.evidence.conftest import ROOT

KYOTSU = Path(sys.executable).with_name("kyotsu")
COPIED = ("tenants", "policies", "tenancy", "components", "infra")


def _git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.go.jp")
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose stage trusts one signer, whose key lies beside it."""
    folder = tmp_path_factory.mktemp("evidence")
    root = folder / "project"
    root.mkdir()
    for name in COPIED:
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in ROOT.glob("Pulumi*.yaml"):
        shutil.copy2(path, root)
    public = new_key(folder / "key.pem").replace("\n", "\n        ")
    (root / "signers.yaml").write_text(
        "stages:\n  local:\n    - name: auditor\n      until: 2099-12-31\n"
        f"      public_key: |\n        {public.rstrip()}\n",
        encoding="utf-8",
    )
    (root / ".gitignore").write_text("__pycache__/\n.local/\n", encoding="utf-8")
    _git(root, "init", "--quiet")
    _git(root, "add", ".")
    _git(root, "commit", "--quiet", "--message", "Declare the fleet")
    return root


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(KYOTSU), "evidence", *arguments],
        cwd=root,
        env={**os.environ, "COLUMNS": "160", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_signed_collection_is_whole_until_a_letter_changes(project: Path) -> None:
    out, key = project.parent / "signed", str(project.parent / "key.pem")
    done = run(
        project, "meti-kenshu", "--out", str(out), "--format", "json", "--format", "html",
        "--key", key, "--signer", "auditor",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "local.meti-kenshu" in done.stdout
    manifest = json.loads((out / "manifest.json").read_text())
    assert list(manifest["files"]) == [
        "local.meti-kenshu/evidence.html",
        "local.meti-kenshu/evidence.json",
    ]
    assert run(project, "--verify", str(out)).returncode == 0
    page = out / "local.meti-kenshu" / "evidence.html"
    page.write_text(page.read_text("utf-8").replace("満たしている", "満たしていた", 1), "utf-8")
    (out / "more.txt").write_text("")
    told = run(project, "--verify", str(out))
    assert told.returncode == 1
    assert "evidence.html isn't as it was written" in told.stdout
    assert "more.txt isn't in the manifest" in told.stdout
    (out / "manifest.json").write_text(json.dumps({**manifest, "uncommitted": 1}))
    assert "the signature isn't auditor's" in run(project, "--verify", str(out)).stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "add --out"),
        (("nope-nope", "--out", "{new}"), "there is no tenant nope-nope in stage local"),
        (("--stage", "produ", "--out", "{new}"), "did you mean 'prod'"),
        (("--out", "tenants"), "tenants isn't an empty folder"),
        (("--out", "no/such/folder"), "there is no folder no/such"),
        (("--out", "{new}", "--key", "key.pem"), "add --signer"),
        (("--out", "{new}", "--key", "none.pem", "--signer", "auditor"), "none.pem can't be read"),
        (("--verify", "tenants"), "tenants/manifest.json can't be read"),
    ],
)
def test_wrong_input_ends_with_a_sentence_and_writes_nothing(
    project: Path, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    new = tmp_path / "new"
    done = run(project, *(one.format(new=new) for one in arguments))
    assert done.returncode == 2, done.stdout + done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not new.exists() or not any(new.iterdir())


def test_what_is_not_committed_is_a_draft_and_is_not_signed(project: Path, tmp_path: Path) -> None:
    added = project / "tenants" / "README.md"
    added.write_text("not committed")
    try:
        out = tmp_path / "draft"
        done = run(project, "meti-kenshu", "--out", str(out), "--format", "json")
        assert "A draft: 1 files differ" in done.stdout
        assert run(project, "--verify", str(out)).stdout.startswith("it isn't signed")
        key = str(project.parent / "key.pem")
        refused = run(project, "--out", str(tmp_path / "x"), "--key", key, "--signer", "auditor")
        assert refused.returncode == 2
        assert "only what is committed can be signed" in refused.stderr
    finally:
        added.unlink()

"""Proves how `kyotsu up --bundle` ends where a bundle can't be used: a sentence, and status 2.

No stage is running here: none of it is needed to say no.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kyotsu.bundle import files
from tests.kyotsu.bundle.making import PLAN, STACK, Keyed, manifest
from tests.kyotsu.conftest import Project

NOW = datetime.now(tz=UTC).replace(microsecond=0)


@pytest.fixture
def keyed(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Keyed:
    made = Keyed(tmp_path_factory.mktemp("keys"))
    public = made.public.replace("\n", "\n        ").rstrip()
    (project.root / "signers.yaml").write_text(
        "stages:\n  dev:\n    - name: pipeline\n      until: 2099-03-31\n"
        f"      public_key: |\n        {public}\n"
    )
    return made


def _refused(project: Project, file: Path, *more: str) -> str:
    done = project.run("up", "--bundle", str(file), "--yes", *more)
    assert done.returncode == 2, done.stdout
    assert "Traceback" not in done.stdout
    assert not project.home.exists()
    return done.stdout


def test_a_wrong_signature_too_late_and_another_stage(project: Project, keyed: Keyed) -> None:
    folder = keyed.file.parent
    fresh = manifest(made_at=NOW, expires_at=NOW + timedelta(hours=1))
    keyed.write(folder / "fresh", fresh)
    assert "signers.yaml doesn't trust in stage prod" in _refused(
        project, folder / "fresh", "--stage", "prod"
    )
    old = manifest(made_at=NOW - timedelta(hours=80), expires_at=NOW - timedelta(hours=8))
    keyed.write(folder / "old", old)
    said = _refused(project, folder / "old", "--stage", "dev")
    assert said.startswith("nothing was deployed; the bundle")
    assert "it could be deployed until" in said
    signature = keyed.signer.sign(old.canonical())
    files.write(folder / "forged", fresh, signature, {STACK: PLAN})
    assert "the file was changed, or forged" in _refused(
        project, folder / "forged", "--stage", "dev"
    )


def test_what_is_no_bundle(project: Project, keyed: Keyed) -> None:
    folder = keyed.file.parent
    (folder / "text").write_text("not a bundle")
    assert "no whole bundle" in _refused(project, folder / "text", "--stage", "dev")
    assert "No such file" in _refused(project, folder / "none", "--stage", "dev")
    assert "there is no stage nowhere" in _refused(project, _fresh(keyed), "--stage", "nowhere")


def test_signers_that_are_wrong_are_told_by_their_line(project: Project, keyed: Keyed) -> None:
    signers = project.root / "signers.yaml"
    right = signers.read_text()
    for old, new, said in (
        ("until: 2099-03-31", "until: someday", "signers.yaml:4: stages.dev[0].until"),
        ("-----BEGIN PUBLIC KEY-----", "-----BEGIN-----", "this is no public key in PEM"),
        ("name: pipeline", "nmae: pipeline", "signers.yaml:3"),
    ):
        signers.write_text(right.replace(old, new))
        assert said in _refused(project, _fresh(keyed), "--stage", "dev")


def _fresh(keyed: Keyed) -> Path:
    path = keyed.file.parent / "fresh"
    keyed.write(path, manifest(made_at=NOW, expires_at=NOW + timedelta(hours=1)))
    return path


def test_a_key_that_is_none_is_refused_before_anything_is_previewed(
    project: Project, keyed: Keyed
) -> None:
    (project.root / "key.txt").write_text("secret")
    for key, said in (
        ("key.txt", "is no private key in PEM without a passphrase"),
        ("none.pem", "the key none.pem can't be read: No such file"),
    ):
        done = project.run(
            "review", "bundle", "--out", "x", "--key", key, "--signer", "me", "--all"
        )
        assert done.returncode == 2
        assert said in done.stdout
        assert "secret" not in done.stdout

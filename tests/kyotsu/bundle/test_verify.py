"""Proves that a bundle is used only where everything that it binds is as it was.

Not proved here: that what is compared is read rightly from a real backend and a real engine; that
is in test_on_the_engine.py.
"""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import load_der_public_key
from moto import mock_aws

from kyotsu.bundle import files
from kyotsu.bundle.model import Manifest, Pack, Signature
from kyotsu.bundle.signing import KmsSigner, is_signed
from kyotsu.bundle.verify import differences, objections
from kyotsu.errors import UserMistake
from tests.kyotsu.bundle.making import NOW, PLAN, STACK, TOOLS, Keyed, asked, here, manifest


@pytest.fixture
def keyed(tmp_path: Path) -> Keyed:
    return Keyed(tmp_path)


def test_a_bundle_is_used_where_all_is_as_it_was(keyed: Keyed, tmp_path: Path) -> None:
    bundle = keyed.write(tmp_path / "bundle", manifest())
    assert objections(bundle, asked(keyed)) == ()
    assert differences(bundle, here()) == ()
    assert bundle.plans == {STACK: PLAN}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"stage": "prod"}, "it is for stage dev, and prod was asked for"),
        ({"now": NOW + timedelta(hours=72)}, "it could be deployed until 2026-11-27 02:00 UTC"),
        ({"now": NOW - timedelta(hours=2)}, "it says that it was made at 2026-11-24 02:00 UTC"),
        ({"now": datetime(2027, 4, 1, tzinfo=UTC)}, "the key of pipeline counted until 2027-03-31"),
        ({"signers": {}}, "'pipeline', which signers.yaml doesn't trust in stage dev"),
    ],
)
def test_each_objection_is_told(
    keyed: Keyed, tmp_path: Path, changed: dict[str, Any], said: str
) -> None:
    bundle = keyed.write(tmp_path / "bundle", manifest())
    (told,) = objections(bundle, asked(keyed, **changed))
    assert said in told


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"tree": "1" * 40}, "the files are those of commit 999999999999, and not those of cccccc"),
        ({"uncommitted": 2}, "2 files here aren't as they were committed"),
        ({"pack": Pack(version="0.1.0", sha256="2" * 64)}, "the policy pack is 0.1.0 (222222"),
        ({"tools": {**TOOLS, "pulumi-cli": "3.260.0"}}, "pulumi-cli is 3.260.0, and it was 3.259"),
        ({"tools": {"python": "3.11.7"}}, "pulumi-cli is not here, and it was 3.259.0"),
        ({"states": {STACK: "3" * 64}}, f"the state of {STACK} has changed since the preview"),
        ({"states": {}}, f"the state of {STACK} has changed since the preview"),
    ],
)
def test_each_difference_is_told(
    keyed: Keyed, tmp_path: Path, changed: dict[str, Any], said: str
) -> None:
    bundle = keyed.write(tmp_path / "bundle", manifest())
    (told,) = differences(bundle, here(**changed))
    assert said in told


def test_all_differences_are_told_at_once(keyed: Keyed, tmp_path: Path) -> None:
    bundle = keyed.write(tmp_path / "bundle", manifest())
    assert len(differences(bundle, here(tree="1" * 40, states={}, uncommitted=1))) == 3
    late = asked(keyed, stage="prod", now=NOW + timedelta(hours=90))
    assert len(objections(bundle, late)) == 2


def test_a_bundle_that_another_key_signed_is_not_read_any_further(
    keyed: Keyed, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    forged = Keyed(tmp_path / "other").write(tmp_path / "bundle", manifest())
    late = asked(keyed, now=NOW + timedelta(hours=90))
    (told,) = objections(forged, late)
    assert told == "its signature isn't one by pipeline: the file was changed, or forged"


def test_a_manifest_that_was_changed_is_found_by_its_signature(
    keyed: Keyed, tmp_path: Path
) -> None:
    longer = manifest(expires_at=NOW + timedelta(days=300))
    signature = keyed.signer.sign(manifest().canonical())
    files.write(tmp_path / "bundle", longer, signature, {STACK: PLAN})
    (told,) = objections(files.load(tmp_path / "bundle"), asked(keyed))
    assert "changed, or forged" in told


def test_stacks_of_another_stage_are_told(keyed: Keyed, tmp_path: Path) -> None:
    stack = manifest().stacks[0].model_copy(update={"stack": "prod.soumu-toukei"})
    bundle = keyed.write(tmp_path / "bundle", manifest(stacks=(stack,)))
    told = objections(bundle, asked(keyed))
    assert "it has stacks of another stage in it: prod.soumu-toukei" in told


def test_a_bundle_of_nothing_is_not_used(keyed: Keyed, tmp_path: Path) -> None:
    bundle = keyed.write(tmp_path / "bundle", manifest(stacks=()))
    assert objections(bundle, asked(keyed)) == ("it has no stack in it",)


def _rewritten(path: Path, name: str, content: bytes) -> None:
    with zipfile.ZipFile(path) as archive:
        kept = {entry: archive.read(entry) for entry in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for entry, text in {**kept, name: content}.items():
            archive.writestr(entry, text)


def test_a_plan_that_was_exchanged_is_refused(keyed: Keyed, tmp_path: Path) -> None:
    path = tmp_path / "bundle"
    keyed.write(path, manifest())
    _rewritten(path, f"plans/{STACK}.json", b"{}")
    with pytest.raises(UserMistake, match=f"the plan of {STACK} isn't the one that was bound"):
        files.load(path)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("manifest.json", b"{}", "no bundle of this version: format: Field required"),
        ("manifest.json", b"\xff\xfe", "no bundle of this version"),
        ("manifest.json", b'{"format": 2}', "no bundle of this version"),
        ("signature.json", b'{"signer": "x"}', "no bundle of this version: algorithm"),
    ],
)
def test_a_file_that_only_looks_like_a_bundle_is_refused(
    keyed: Keyed, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / "bundle"
    keyed.write(path, manifest())
    _rewritten(path, name, content)
    with pytest.raises(UserMistake, match=said):
        files.load(path)


def test_a_manifest_with_spaces_is_refused(keyed: Keyed, tmp_path: Path) -> None:
    path = tmp_path / "bundle"
    keyed.write(path, manifest())
    _rewritten(path, "manifest.json", manifest().canonical() + b"\n")
    with pytest.raises(UserMistake, match="canonical form"):
        files.load(path)


@pytest.mark.parametrize("kept", [0, 100, -30])
def test_a_bundle_that_was_cut_off_is_refused(keyed: Keyed, tmp_path: Path, kept: int) -> None:
    path = tmp_path / "bundle"
    keyed.write(path, manifest())
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(UserMistake, match="no whole bundle"):
        files.load(path)


def test_a_bundle_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserMistake, match="can't be read: No such file"):
        files.load(tmp_path / "none")


def test_the_same_content_makes_the_same_file(keyed: Keyed, tmp_path: Path) -> None:
    for name in ("one", "two"):
        keyed.write(tmp_path / name, manifest())
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_key_in_kms_signs_and_never_leaves_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with mock_aws():
        kms: Any = boto3.client("kms", region_name="ap-northeast-1")
        key = kms.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]
        der = kms.get_public_key(KeyId=key["KeyId"])["PublicKey"]
        signature = KmsSigner("pipeline", key["KeyId"], kms).sign(manifest().canonical())
    public = (
        load_der_public_key(der)
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )
    assert signature.algorithm == "ecdsa-p256-sha256"
    assert is_signed(manifest().canonical(), signature, public)
    assert not is_signed(manifest(stage="prod").canonical(), signature, public)


def test_a_signature_of_the_wrong_kind_for_a_key_is_none(keyed: Keyed) -> None:
    made = keyed.signer.sign(manifest().canonical())
    other = Signature(signer="pipeline", algorithm="ecdsa-p256-sha256", value=made.value)
    assert not is_signed(manifest().canonical(), other, keyed.public)


def test_a_private_key_is_its_owners_and_never_overwritten(keyed: Keyed) -> None:
    from kyotsu.bundle.signing import new_key

    assert keyed.file.stat().st_mode & 0o077 == 0
    with pytest.raises(UserMistake, match="File exists"):
        new_key(keyed.file)


def test_the_manifest_comes_back_as_it_was() -> None:
    assert Manifest.model_validate_json(manifest().canonical()) == manifest()

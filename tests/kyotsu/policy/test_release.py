"""Proves that a released pack stands alone, and is the same from the same files.

Not proved: the release on GitHub itself.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kyotsu.bundle.tools import pack
from kyotsu.errors import UserMistake
from kyotsu.policy.release import release

ROOT = Path(__file__).resolve().parents[3]
COUNT = (
    "from policies.loading import load_session; import policies, tenancy; "
    "session = load_session(dry_run=True); "
    "print(policies.__file__, tenancy.__file__, len(session.rules) + len(session.stack_rules))"
)


def test_a_released_pack_has_all_rules_and_needs_nothing_else_of_the_project(
    tmp_path: Path,
) -> None:
    made = release(ROOT, tmp_path / "dist", f"policies-v{pack(ROOT).version}")
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(made.archive) as archive:
        archive.extractall(unpacked)
    # Only the unpacked folder and the installed packages; the project isn't on the path.
    script = f"import sys; sys.path[:] = [p for p in sys.path if p != {str(ROOT)!r}]; {COUNT}"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=unpacked,
        env={"PYTHONPATH": str(unpacked), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    policies, tenancy, count = done.stdout.split()
    assert policies.startswith(str(unpacked))
    assert tenancy.startswith(str(unpacked))
    facts = json.loads(made.archive.with_suffix(".json").read_text())
    assert int(count) == made.rules == len(facts["rules"]) > 80
    assert "pulumi-policy==" in (unpacked / "requirements.txt").read_text()


def test_the_hashes_are_those_of_the_files_and_of_bundles(tmp_path: Path) -> None:
    first, second = release(ROOT, tmp_path / "1", None), release(ROOT, tmp_path / "2", None)
    assert first.archive.read_bytes() == second.archive.read_bytes()
    facts = json.loads(first.archive.with_suffix(".json").read_text())
    assert facts["archive_sha256"] == hashlib.sha256(first.archive.read_bytes()).hexdigest()
    assert facts["pack_sha256"] == pack(ROOT).sha256
    assert facts["pack_sha256"] in (tmp_path / "1" / "notes.md").read_text()


def test_another_versions_tag_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserMistake, match=r"the tag is policies-v9\.9\.9, and policies/Pulumi"):
        release(ROOT, tmp_path, "policies-v9.9.9")
    assert list(tmp_path.iterdir()) == []

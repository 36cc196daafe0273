"""Proves with the real engine that a document which no preview knows is checked before it is used.

This is what the pack's one way around "fail closed" rests on (docs/adr/0007-policy-grouping.md).
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from localcloud.engine.model import Engine
from tests.kyotsu.conftest import copy_project
from tests.policies.analyzer import EXAMPLE_PACK

PROGRAM = Path(__file__).parent / "late_program"
STACK = "prod"


@pytest.mark.engine
def test_a_late_document_is_shown_in_the_preview_and_refused_before_the_role_is_made(
    engine: Engine, tmp_path: Path
) -> None:
    stage = copy_project(_made(tmp_path / "stage"), only=("meti-kenshu",))
    program = shutil.copytree(PROGRAM, tmp_path / "program")
    try:
        stage.begin()
        environment = {**os.environ, **stage.exports()}

        def pulumi(*arguments: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run(
                [str(engine.cli), *arguments, "--non-interactive"],
                cwd=program,
                env=environment,
                capture_output=True,
                text=True,
                timeout=1200,
                check=False,
            )

        pulumi("stack", "init", STACK)
        previewed = pulumi("preview", "--policy-pack", str(EXAMPLE_PACK))
        updated = pulumi("up", "--yes", "--skip-preview", "--policy-pack", str(EXAMPLE_PACK))
        state = json.loads(pulumi("stack", "export").stdout)
    finally:
        stage.run("local", "reset")
    late = [line for line in previewed.stdout.splitlines() if "IAM-04" in line]
    assert "the update checks it before it makes the resource" in "".join(late), previewed.stdout
    assert updated.returncode != 0
    assert "IAM-04 (critical)" in updated.stdout + updated.stderr, updated.stdout
    assert [
        one["type"]
        for one in state["deployment"]["resources"]
        if one["type"] == "aws:iam/role:Role"
    ] == []


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder

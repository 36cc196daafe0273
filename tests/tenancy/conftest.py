"""A small project, and the command run in it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import settings

from kyotsu import cli
from tests.tenancy.example import TODAY, Ended, Kyotsu, Project, make

# How long an example takes says nothing on a machine that also does other work.
settings.register_profile("tenancy", deadline=None)
settings.load_profile("tenancy")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Two valid tenants, soumu-shinsei and mof-shunou, in the stages local and prod."""
    return make(tmp_path)


@pytest.fixture
def kyotsu(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Kyotsu:
    """Run `kyotsu tenant ...` in the project, as its front door does."""
    monkeypatch.chdir(project.root)
    monkeypatch.setattr("kyotsu.tenant.reading.today", lambda: TODAY)

    def run(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["kyotsu", "tenant", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return Ended(int(ended.value.code or 0), said.out, said.err)

    return run

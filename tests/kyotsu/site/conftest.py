"""The sample fleet's site: gathered once, without the command, and built once by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.progress import Progress

from kyotsu.site.gather import gather
from kyotsu.site.model import Site
from tests.kyotsu.conftest import Project, copy_project


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of the project, whose stacks are evaluated once for all of these tests."""
    return copy_project(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def site(source: Project) -> Site:
    """What the site of prod shows."""
    with Progress(disable=True) as progress:
        return gather(source.root, "prod", None, workers=2, progress=progress)


@pytest.fixture(scope="session")
def built(source: Project, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the command made, after `site` had the stacks evaluated."""
    assert site.systems
    out = tmp_path_factory.mktemp("published") / "site"
    source.must("site", "build", "--out", str(out))
    return out

"""GitHub's stand-in, and the variables by which a pipeline finds it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.kyotsu.ci.github_server import REPOSITORY, GitHub, serving


@pytest.fixture
def github(monkeypatch: pytest.MonkeyPatch) -> Iterator[GitHub]:
    with serving() as served:
        monkeypatch.setenv("GITHUB_API_URL", served.address)
        monkeypatch.setenv("GITHUB_REPOSITORY", REPOSITORY)
        monkeypatch.setenv("GITHUB_TOKEN", "secret-token")
        yield served

"""Proves what is said where the official plugin is asked for and isn't there.

That it works with the emulator can't be shown here: it can't be had from package registries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from localcloud.environment import official_plugin

if TYPE_CHECKING:
    from tests.kyotsu.conftest import Project

pytestmark = pytest.mark.engine


def test_without_the_official_plugin_nothing_is_started(project: Project) -> None:
    if official_plugin() is not None:
        pytest.skip("the official plugin is installed, so this can't be shown")
    refused = project.run("local", "up", "--provider", "official")
    assert refused.returncode == 3
    assert "the official aws plugin isn't installed" in refused.stdout
    assert "isn't running" in project.run("local", "status").stdout

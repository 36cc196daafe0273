"""Where the cache is."""

from __future__ import annotations

from pathlib import Path

import pytest

from localcloud.engine.settings import GO_MODULE, cache_directory, default_settings, pinned_version


@pytest.mark.parametrize(
    ("environment", "directory"),
    [
        ({"HOME": "/home/a"}, "/home/a/.cache/kyotsu/engine"),
        ({"HOME": "/home/a", "XDG_CACHE_HOME": "/x"}, "/x/kyotsu/engine"),
        ({"HOME": "/home/a", "XDG_CACHE_HOME": "/x", "KYOTSU_ENGINE_DIR": "/e"}, "/e"),
        ({"HOME": "/home/a", "KYOTSU_ENGINE_DIR": ""}, "/home/a/.cache/kyotsu/engine"),
    ],
)
def test_the_cache_is_where_the_environment_says(
    environment: dict[str, str], directory: str
) -> None:
    assert cache_directory(environment) == Path(directory)


def test_the_version_is_the_one_that_go_mod_pins() -> None:
    assert default_settings({"HOME": "/h"}).version == pinned_version(GO_MODULE)

"""A PULUMI_HOME for each engine, so that engines that run side by side share no file they write.

Plugins, sign-ins and settings are linked, not copied: what one engine installs, all have.
"""

import os
from collections.abc import Mapping
from pathlib import Path

_SHARED = ("bin", "config.json", "credentials.json", "plugins", "policies")


def shared_home(variables: Mapping[str, str]) -> Path:
    """Return the home that an engine with these variables would use."""
    return Path(variables.get("PULUMI_HOME") or Path.home() / ".pulumi")


def make_home(folder: Path, shared: Path) -> Path:
    """Make `folder` a home that shares what can be shared with `shared`, and return it."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (shared / "plugins").mkdir(parents=True, exist_ok=True)
    for name in _SHARED:
        link = folder / name
        if (shared / name).exists() and not os.path.lexists(link):
            link.symlink_to((shared / name).absolute())
    return folder

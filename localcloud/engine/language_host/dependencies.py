"""What is installed for the interpreter that programs run with, for `pulumi about`."""

from __future__ import annotations

import re
from importlib.metadata import distributions


def installed_distributions(transitive: bool) -> list[tuple[str, str]]:
    """Return names and versions, sorted; unless `transitive`, only what nothing else requires."""
    versions: dict[str, str] = {}
    required: set[str] = set()
    for distribution in distributions():
        versions[_normal(distribution.name)] = distribution.version
        for requirement in distribution.requires or ():
            if match := re.match(r"[A-Za-z0-9._-]+", requirement):
                required.add(_normal(match[0]))
    return sorted((n, v) for n, v in versions.items() if transitive or n not in required)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()

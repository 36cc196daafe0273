"""The rules, one module each, in a folder for each AWS service."""

import importlib
import pkgutil
from collections.abc import Iterator
from itertools import pairwise

from policies.rule import Rule


def all_rules() -> tuple[Rule, ...]:
    """Return every rule of this package, sorted by id.

    Raises:
        ValueError: two rules have one id, or a module has no `RULE`.
    """
    rules = sorted(_found(), key=lambda rule: rule.id)
    twice = {rule.id for rule, other in pairwise(rules) if rule.id == other.id}
    if twice:
        raise ValueError(f"two rules have the id {', '.join(sorted(twice))}")
    return tuple(rules)


def _found() -> Iterator[Rule]:
    for module in pkgutil.walk_packages(__path__, prefix=f"{__name__}."):
        if module.ispkg:
            continue
        rule = getattr(importlib.import_module(module.name), "RULE", None)
        if not isinstance(rule, Rule):
            raise ValueError(f"{module.name} has no RULE")  # noqa: TRY004 - a slip in our files
        yield rule

"""The rules on whole stacks, one module each. They share one graph a run."""

import importlib
import pkgutil
from collections.abc import Iterator

from policies.stack_rule import StackRule


def all_stack_rules() -> tuple[StackRule, ...]:
    """Return every rule of this package, sorted by id.

    Raises:
        ValueError: a module that is no helper has no `RULE`.
    """
    return tuple(sorted(_found(), key=lambda rule: rule.id))


def _found() -> Iterator[StackRule]:
    for module in pkgutil.iter_modules(__path__, prefix=f"{__name__}."):
        if module.name.rpartition(".")[2].startswith("_"):
            continue
        rule = getattr(importlib.import_module(module.name), "RULE", None)
        if not isinstance(rule, StackRule):
            raise ValueError(f"{module.name} has no RULE")  # noqa: TRY004 - a slip in our files
        yield rule

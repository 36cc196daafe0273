"""Reads the pack's rules and levels."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from policies.exceptions import Exceptions
from policies.facts import Facts, read_facts
from policies.levels import read_levels
from policies.rules import all_rules
from policies.session import Session, catalogue
from policies.stack_rules import all_stack_rules

FOLDER = Path(__file__).resolve().parent


def load_session(
    *,
    root: Path = FOLDER.parent,
    folder: Path = FOLDER,
    dry_run: bool,
    day: date | None = None,
    facts: Callable[[Path, str, date], tuple[Facts, Exceptions]] = read_facts,
) -> Session:
    """Return a session with all rules, held at the levels that stand in a folder.

    Raises:
        InvalidDeclarations: `levels.yaml` is wrong.
        ValueError: two rules have one id, or a module has no rule.
    """
    rules, stack_rules = all_rules(), all_stack_rules()
    known = catalogue(rules, stack_rules)
    return Session(
        root=root,
        rules=rules,
        stack_rules=stack_rules,
        levels=read_levels(
            folder, [rule.id for rule in (*rules, *stack_rules) if rule.id in known]
        ),
        dry_run=dry_run,
        day=day,
        facts=facts,
    )

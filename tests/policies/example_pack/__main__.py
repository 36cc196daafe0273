"""The pack with the facts of the examples in the place of declarations: a stack a rule."""

from datetime import date
from pathlib import Path

from policies.exceptions import Exceptions
from policies.facts import Facts
from policies.levels import Level, Levels, StageLevels
from policies.pack import policies_of
from policies.rules import all_rules
from policies.serving import serve
from policies.session import Session
from policies.stack_rules import all_stack_rules


def facts(_: Path, stack: str, day: date) -> tuple[Facts, Exceptions]:
    """Return the facts of the rule that the stack is named after."""
    named = stack.partition(".")[2]
    rule = next(rule for rule in all_stack_rules() if named in (rule.id, "any", ""))
    return rule.facts, Exceptions((), today=day, settles=True)


session = Session(
    root=Path(),
    rules=all_rules(),
    stack_rules=all_stack_rules(),
    levels=Levels(
        {
            "prod": StageLevels(default=Level.MANDATORY),
            "mending": StageLevels(default=Level.REMEDIATE),
            "advice": StageLevels(default=Level.ADVISORY),
        }
    ),
    dry_run=False,
    facts=facts,
)
serve("kyotsu", policies_of(session), session)

"""From each stack's controls to each control over all stacks."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kyotsu.evidence.model import Status
from kyotsu.site.look import STATES, Look, Rules
from kyotsu.site.model import Controlled, Framework
from tenancy.vocabulary import Text

_UNSAFE = re.compile(r"[^a-z0-9]+")


def counted(look: Look) -> Mapping[Status, int]:
    """Return how many controls of a stack are in each state."""
    return {STATES[place]: count for place, count in sorted(Counter(look.states).items())}


def frameworks(rules: Rules, looks: Sequence[Look]) -> tuple[Framework, ...]:
    """Return every framework, with the stacks in each state of each control."""
    described = tuple(rules.described.values())
    found: list[Framework] = []
    first = 0
    for number, (name, framework) in enumerate(rules.frameworks.frameworks.items(), start=1):
        controls: list[Controlled] = []
        for place, row in enumerate(rules.frameworks.coverage(name, described), start=first):
            controls.append(
                Controlled(
                    id=row.id,
                    summary=Text(ja=row.control.ja, en=row.control.en),
                    left=rules.frameworks.reasons[row.control.left],
                    rules=row.rules,
                    stacks=_by_state((one.stack, one.states[place]) for one in looks),
                )
            )
        first += len(controls)
        slug = _UNSAFE.sub("-", name.lower()).strip("-") or "framework"
        found.append(
            Framework(
                name=name,
                slug=f"{number}-{slug}",
                title=framework.title,
                source=framework.source,
                controls=tuple(controls),
            )
        )
    return tuple(found)


def _by_state(states: Iterable[tuple[str, int]]) -> Mapping[Status, tuple[str, ...]]:
    """Return stacks by the state, the worst first."""
    found: dict[int, list[str]] = defaultdict(list)
    for stack, place in states:
        found[place].append(stack)
    return {STATES[place]: tuple(stacks) for place, stacks in sorted(found.items())}

"""From observations to the state of each control."""

from collections import defaultdict
from collections.abc import Iterable

from kyotsu.evidence.model import ControlEvidence, Kind, Observation, Status
from policies.frameworks import Frameworks
from policies.rule import Described
from tenancy.vocabulary import Text

_WORST = (
    (Kind.VIOLATION, Status.NOT_MET),
    (Kind.UNCHECKED, Status.UNCHECKED),
    (Kind.EXCEPTED, Status.EXCEPTED),
    (Kind.KEPT, Status.MET),
)


def controls(
    frameworks: Frameworks, rules: Iterable[Described], seen: Iterable[Observation]
) -> tuple[ControlEvidence, ...]:
    """Return all controls of all frameworks, in the frameworks' own order."""
    kinds: defaultdict[str, list[Kind]] = defaultdict(list)
    for one in seen:
        kinds[one.rule].append(one.kind)
    known = tuple(rules)
    found: list[ControlEvidence] = []
    for name in frameworks.frameworks:
        for row in frameworks.coverage(name, known):
            made = [kind for rule in row.rules for kind in kinds.get(rule, ())]
            found.append(
                ControlEvidence(
                    framework=name,
                    id=row.id,
                    summary=Text(ja=row.control.ja, en=row.control.en),
                    status=_status(row.rules, made),
                    rules=row.rules,
                    observations=len(made),
                    left=frameworks.reasons[row.control.left],
                )
            )
    return tuple(found)


def _status(rules: tuple[str, ...], kinds: list[Kind]) -> Status:
    if not rules:
        return Status.PERSON
    present = set(kinds)
    return next(
        (status for kind, status in _WORST if kind in present),
        Status.NOT_APPLICABLE,
    )

"""What an identity may do: the actions that its policies gain, by AWS's access levels."""

from collections.abc import Iterable, Iterator
from typing import Final

from kyotsu.review.findings import Finding
from kyotsu.review.meaning.documents import Names, Statement, conditions_shown, read, weaker
from kyotsu.review.meaning.finding import listed, looser, said, stricter, unjudged
from kyotsu.review.meaning.judging import by_pair
from kyotsu.review.meaning.levels import UNKNOWN_LEVEL, by_level, everything, expanded
from kyotsu.review.meaning.world import Pair, World
from policies.rule import Severity, Text

DOCUMENTS: Final = {
    "aws:iam/policy:Policy": "policy",
    "aws:iam/rolePolicy:RolePolicy": "policy",
    "aws:iam/groupPolicy:GroupPolicy": "policy",
    "aws:iam/userPolicy:UserPolicy": "policy",
    "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": "inlinePolicy",
}
_GAINED: Final = {
    "Permissions management": Text(
        ja="{name} が権限そのものを変える操作を認めるようになります。",
        en="{name} is granted actions that change permissions.",
    ),
    "Write": Text(
        ja="{name} が書込みの操作を認めるようになります。",
        en="{name} is granted actions that write.",
    ),
    "Tagging": Text(
        ja="{name} がタグを変える操作を認めるようになります。",
        en="{name} is granted actions that change tags.",
    ),
    "Read": Text(
        ja="{name} が読取りの操作を認めるようになります。",
        en="{name} is granted actions that read.",
    ),
    "List": Text(
        ja="{name} が一覧の操作を認めるようになります。",
        en="{name} is granted actions that list.",
    ),
}
_UNKNOWN: Final = Text(
    ja="{name} に認められる操作のうち、操作の一覧にないものは判定できません。",
    en="{name} is granted actions that the action database doesn't know, so they are not judged.",
)
_CONDITION: Final = Text(
    ja="{name} の操作を認める条件が緩みます。",
    en="The condition under which {name} grants its actions is loosened.",
)
_LIFTED: Final = Text(
    ja="{name} が拒んでいた操作の一部を拒まなくなります。",
    en="{name} stops refusing some of what it refused.",
)
_LOST: Final = Text(
    ja="{name} が認める操作が減ります。", en="{name} grants fewer actions than before."
)
_SEVERITY: Final = {
    "Permissions management": Severity.HIGH,
    "Write": Severity.MEDIUM,
}


def _look(_: World, pair: Pair) -> Iterator[Finding]:
    document = DOCUMENTS[pair.node.type]
    if pair.new is None or pair.before(document) == pair.after(document):
        return
    yield from granted(pair, read(pair.old, document), read(pair.new, document))


def granted(
    pair: Pair, old: tuple[Statement, ...], new: tuple[Statement, ...]
) -> Iterator[Finding]:
    """Yield what an identity may do more, or less, than before."""
    gained, conditions = _gained(old, new)
    where = listed({one for s in new if s.allows for one in _resources(s)}, most=3)
    for level, actions in by_level(gained).items():
        if level == UNKNOWN_LEVEL:
            text = said(_UNKNOWN, name=pair.label)
            yield unjudged(text, pair.urn, after=listed(actions))
            continue
        yield looser(
            f"actions-{level.lower().replace(' ', '-')}",
            _severity(level, actions),
            said(_GAINED[level], name=pair.label),
            pair.urn,
            after=f"{listed(actions)} @ {where}",
        )
    for before, after in conditions:
        text = said(_CONDITION, name=pair.label)
        yield looser(
            "actions-condition-lost", Severity.HIGH, text, pair.urn, before=before, after=after
        )
    denied = [one for one in new if not one.allows]
    for one in old:
        if not one.allows and not any(other.covers(one) for other in denied):
            text = said(_LIFTED, name=pair.label)
            told = f"Deny {listed(one.actions.patterns)}"
            yield looser("actions-refusal-lifted", Severity.HIGH, text, pair.urn, before=told)
    lost = _actions(old) - _actions(new)
    if lost and not gained:
        text = said(_LOST, name=pair.label)
        names = [one for found in by_level(lost).values() for one in found]
        yield stricter("actions-lost", text, pair.urn, before=listed(names))


def _gained(
    old: tuple[Statement, ...], new: tuple[Statement, ...]
) -> tuple[frozenset[str], list[tuple[str, str]]]:
    """Return the actions that are new, or new on some resources, and the conditions that went."""
    gained: set[str] = set()
    conditions: list[tuple[str, str]] = []
    before = [one for one in old if one.allows]
    for statement in (one for one in new if one.allows):
        if any(one.covers(statement) for one in before):
            continue
        there = [one for one in before if one.resources.covers(statement.resources)]
        had = _actions(one for one in there if weaker(one.conditions, statement.conditions))
        bound = _actions(there) - had
        here = _actions((statement,)) - had
        gained |= here - bound
        if here & bound:
            told = "; ".join(sorted({conditions_shown(one.conditions) for one in there} - {""}))
            conditions.append((told, conditions_shown(statement.conditions)))
    refused = _actions(
        (one for one in new if not one.allows and not one.conditions and _is_all(one.resources)),
        allowing=False,
    )
    return frozenset(gained - refused), conditions


def _actions(statements: Iterable[Statement], *, allowing: bool = True) -> frozenset[str]:
    found: set[str] = set()
    for one in statements:
        if one.allows is not allowing:
            continue
        named = frozenset[str]().union(*map(expanded, one.actions.patterns))
        found |= everything() - named if one.actions.excluded else named
    return frozenset(found)


def _is_all(resources: Names) -> bool:
    return "*" in resources.patterns and not resources.excluded


def _resources(statement: Statement) -> tuple[str, ...]:
    names = statement.resources
    return ("NotResource",) if names.excluded else names.patterns


def _severity(level: str, actions: list[str]) -> Severity:
    if level == "Permissions management" and len(actions) > _MANY:
        return Severity.CRITICAL
    return _SEVERITY.get(level, Severity.LOW)


_MANY: Final = 100
"""So many actions that change permissions come from a wildcard over all services only."""

CLASSIFIER: Final = by_pair("actions", DOCUMENTS, _look)

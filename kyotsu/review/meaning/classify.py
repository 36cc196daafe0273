"""All classifiers over one stack: what its changes mean, the worst first; and what none knows."""

from collections.abc import Iterable
from typing import Final

from kyotsu.review.findings import RANK, Finding
from kyotsu.review.meaning import (
    actions,
    administration,
    alarms,
    attachments,
    encryption,
    firewall,
    guardrails,
    hub,
    internet,
    keys,
    lifecycles,
    logs,
    names,
    openings,
    protection,
    public_access,
    resource_policies,
    retention,
    shares,
    trust,
    upkeep,
)
from kyotsu.review.meaning.finding import said
from kyotsu.review.meaning.harmless import HARMLESS
from kyotsu.review.meaning.judging import Classifier, run
from kyotsu.review.meaning.of_review import world_of
from kyotsu.review.meaning.world import World
from kyotsu.review.model import StackReview
from policies.rule import Severity, Text

CLASSIFIERS: Final[tuple[Classifier, ...]] = (
    internet.CLASSIFIER,
    *openings.CLASSIFIERS,
    trust.CLASSIFIER,
    resource_policies.CLASSIFIER,
    actions.CLASSIFIER,
    attachments.CLASSIFIER,
    *guardrails.CLASSIFIERS,
    keys.CLASSIFIER,
    *encryption.CLASSIFIERS,
    *logs.CLASSIFIERS,
    *public_access.CLASSIFIERS,
    retention.CLASSIFIER,
    lifecycles.CLASSIFIER,
    *alarms.CLASSIFIERS,
    *protection.CLASSIFIERS,
    *shares.CLASSIFIERS,
    *names.CLASSIFIERS,
    *firewall.CLASSIFIERS,
    *hub.CLASSIFIERS,
    *administration.CLASSIFIERS,
    upkeep.CLASSIFIER,
)

_NOBODY: Final = Text(
    ja="{kind} の変更（{count}件）の意味を判定する方法がありません。値を読んでください。",
    en="No classifier knows what a change of {kind} means ({count}): read its values.",
)


def classify(stack: StackReview) -> tuple[Finding, ...]:
    """Return what a stack's changes mean. Nothing that changes is passed over in silence."""
    return classify_world(world_of(stack))


def classify_world(world: World) -> tuple[Finding, ...]:
    """Return what the changes between two graphs mean, the worst first."""
    found = [one for classifier in CLASSIFIERS for one in run(classifier, world)]
    found.extend(_uncovered(world))
    return tuple(sorted(dict.fromkeys(found), key=_order))


def _order(one: Finding) -> tuple[bool, int, bool, str, tuple[str, ...]]:
    return one.stricter, RANK[one.severity], one.judged, one.code, one.urns


def _uncovered(world: World) -> Iterable[Finding]:
    """Yield one finding for each type that changes and that no classifier understands."""
    known = HARMLESS.union(*(one.types for one in CLASSIFIERS))
    urns: dict[str, list[str]] = {}
    for pair in world.changed():
        kind = pair.node.type
        if kind.partition(":")[0] not in ("pulumi", "kyotsu") and kind not in known:
            urns.setdefault(kind, []).append(pair.urn)
    for kind, found in urns.items():
        text = said(_NOBODY, kind=kind, count=len(found))
        yield Finding(
            code="not-judged", severity=Severity.LOW, text=text, urns=tuple(found), judged=False
        )

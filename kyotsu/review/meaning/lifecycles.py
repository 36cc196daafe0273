"""Rules by which a bucket, or a backup plan, deletes what has become old."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kyotsu.review.findings import Finding
from kyotsu.review.meaning.finding import looser, said, stricter
from kyotsu.review.meaning.judging import by_pair
from kyotsu.review.meaning.world import Pair, World
from policies.reading.values import number_at, objects_at, value_at
from policies.rule import Severity, Text

_LIFECYCLES: Final = (
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
)
_PLAN: Final = ("aws:backup/plan:Plan",)
_DAYS: Final = {
    **dict.fromkeys(_LIFECYCLES, ("expiration.days", "noncurrentVersionExpiration.noncurrentDays")),
    "aws:backup/plan:Plan": ("lifecycle.deleteAfter", "copyActions.lifecycle.deleteAfter"),
}
_SHORTER: Final = Text(
    ja="{name} により、古いものが以前より早く消えるようになります。",
    en="{name} deletes what is old earlier than before.",
)
_LONGER: Final = Text(
    ja="{name} により、古いものが以前より長く残ります。",
    en="{name} keeps what is old for longer than before.",
)
_FEWER: Final = Text(
    ja="バックアップの計画 {name} から、定期の取得が一つ以上なくなります。",
    en="The backup plan {name} loses at least one of its schedules.",
)


def _look(_: World, pair: Pair) -> Iterator[Finding]:
    if pair.new is None:
        return
    for path in _DAYS[pair.node.type]:
        old = None if pair.old is None else _least(pair.old.properties, path)
        new = _least(pair.new.properties, path)
        # A bucket without a rule keeps everything; of a plan that is new nothing was kept before.
        if new is not None and (new < old if old is not None else pair.old is not None):
            text = said(_SHORTER, name=pair.name)
            yield looser("retention-shorter", Severity.HIGH, text, pair.urn, before=old, after=new)
        elif old is not None and (new is None or new > old):
            text = said(_LONGER, name=pair.name)
            yield stricter("retention-shorter-mended", text, pair.urn, before=old, after=new)
    if pair.node.type in _PLAN and pair.old is not None:
        had, has = _schedules(pair.old.properties), _schedules(pair.new.properties)
        if len(has) < len(had):
            text = said(_FEWER, name=pair.name)
            yield looser(
                "backup-fewer",
                Severity.HIGH,
                text,
                pair.urn,
                before=", ".join(had),
                after=", ".join(has),
            )


def _least(properties: Mapping[str, Any], path: str) -> float | None:
    days = [
        number
        for rule in objects_at(properties, "rules")
        if value_at(rule, "status") in (None, "Enabled")
        and (number := number_at(rule, path)) is not None
        and number > 0
    ]
    return min(days, default=None)


def _schedules(properties: Mapping[str, Any]) -> list[str]:
    return [str(value_at(rule, "ruleName")) for rule in objects_at(properties, "rules")]


CLASSIFIER: Final = by_pair("life cycles", _DAYS, _look)

"""Alarms and notices: what nobody is told of any more."""

from typing import Final

from kyotsu.review.meaning.events import Event, events
from kyotsu.review.meaning.settings import Setting, on_is_safe, ranked, settings
from policies.rule import Severity, Text

_ALARM: Final = ("aws:cloudwatch/metricAlarm:MetricAlarm",)
_RULE: Final = ("aws:cloudwatch/eventRule:EventRule",)
_NOTICES: Final = (
    *_ALARM,
    *_RULE,
    "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    "aws:cloudwatch/eventTarget:EventTarget",
    "aws:cloudwatch/logMetricFilter:LogMetricFilter",
    "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
    "aws:costexplorer/anomalySubscription:AnomalySubscription",
    "aws:sns/topicSubscription:TopicSubscription",
)
_BACK: Final = Text(ja="{name} が知らせを再開します。", en="{name} gives notice again.")

CLASSIFIERS: Final = (
    events(
        "alarms",
        Event(
            code="notice-gone",
            types=_NOTICES,
            when="deleted",
            severity=Severity.MEDIUM,
            text=Text(
                ja="{name} がなくなり、これによる知らせが届かなくなります。",
                en="{name} goes, and nobody gets its notices any more.",
            ),
        ),
        Event(
            code="notice-changed",
            types=("aws:cloudwatch/logMetricFilter:LogMetricFilter", *_RULE),
            when="changed",
            severity=Severity.LOW,
            shows=("pattern", "eventPattern", "scheduleExpression"),
            text=Text(ja="{name} が拾う出来事が変わります。", en="What {name} notices changes."),
        ),
        Event(
            code="notice-changed",
            types=_ALARM,
            when="changed",
            severity=Severity.LOW,
            shows=("threshold", "comparisonOperator", "evaluationPeriods", "alarmActions"),
            text=Text(
                ja="警報 {name} が鳴る条件か、知らせる相手が変わります。",
                en="When the alarm {name} goes off, or whom it tells, changes.",
            ),
        ),
        Event(
            code="notice-changed",
            types=(
                "aws:sns/topicSubscription:TopicSubscription",
                "aws:cloudwatch/eventTarget:EventTarget",
                "aws:costexplorer/anomalySubscription:AnomalySubscription",
            ),
            when="changed",
            severity=Severity.LOW,
            shows=("endpoint", "protocol", "arn", "subscribers"),
            text=Text(ja="{name} の知らせる相手が変わります。", en="Whom {name} tells changes."),
        ),
    ),
    settings(
        "notices",
        Setting(
            code="notice-off",
            types=_ALARM,
            path="actionsEnabled",
            order=on_is_safe,
            severity=Severity.HIGH,
            default=True,
            looser=Text(
                ja="警報 {name} が鳴っても誰にも知らされなくなります。",
                en="Nobody is told any more when the alarm {name} goes off.",
            ),
            tighter=_BACK,
        ),
        Setting(
            code="notice-off",
            types=_RULE,
            path="state",
            order=ranked("ENABLED"),
            severity=Severity.HIGH,
            default="ENABLED",
            looser=Text(
                ja="{name} が止まり、出来事を拾わなくなります。",
                en="{name} is switched off and notices nothing any more.",
            ),
            tighter=_BACK,
        ),
    ),
)

"""BUD-01: budgets tell somebody when they run out."""

from policies.reading.values import is_set, objects_at
from policies.rule import Properties, Rule, Severity, Text

SUBSCRIBERS = ("subscriberEmailAddresses", "subscriberSnsTopicArns")


def check(properties: Properties) -> str | None:
    """Return that nobody is told."""
    told = any(
        is_set(notification, subscriber)
        for notification in objects_at(properties, "notifications")
        for subscriber in SUBSCRIBERS
    )
    return None if told else "notifications has no subscriber"


RULE = Rule(
    id="BUD-01",
    title=Text(
        ja="予算の超過を通知すること",
        en="Budgets tell somebody when they run out",
    ),
    remedy=Text(
        ja="notificationsに宛先を加える",
        en="add notifications, each with a subscriber",
    ),
    severity=Severity.LOW,
    types=("aws:budgets/budget:Budget",),
    uses=(),
    controls={
        "統一基準 R7": ("7.1.6(1)(a)",),
    },
    check=check,
    compliant={"notifications": [{"subscriberEmailAddresses": ["owner@example.go.jp"]}]},
    violating={"notifications": [{"subscriberEmailAddresses": []}]},
)

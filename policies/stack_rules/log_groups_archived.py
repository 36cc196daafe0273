"""LOG-10: every log group is kept, encrypted and copied to the archive."""

from collections.abc import Iterator

from policies.facts import Facts
from policies.graph import Graph, Node
from policies.rule import UNKNOWN, Severity, Text
from policies.stack_rule import Found, StackRule, cannot_tell, found
from policies.stack_rules._examples import TENANT, node

GROUP = "aws:cloudwatch/logGroup:LogGroup"
TRAIL = "aws:cloudtrail/trail:Trail"
BUCKET = "aws:s3/bucket:Bucket"
FILTER = "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter"


def check(graph: Graph, facts: Facts) -> Iterator[Found]:
    """Yield log groups without a retention, a key or a subscription that takes everything.

    A trail's log group is a copy of what the trail itself brings to the archive; a subscription
    would bring it there twice.
    """
    for group in graph.of_type(GROUP):
        days = group.get("retentionInDays")
        if days is UNKNOWN:
            yield cannot_tell(group, "retentionInDays")
        elif not days:
            yield found(group, "no retention")
        if not group.is_set("kmsKeyId"):
            yield found(group, "no key")
        if _archived_by_trail(graph, group, facts.archive_bucket):
            continue
        filters = graph.pointed_at(group, FILTER, "logGroup")
        if not any(one.get("filterPattern") in (None, "") for one in filters):
            yield found(group, "no subscription that takes every event to the archive")


def _archived_by_trail(graph: Graph, group: Node, archive: str) -> bool:
    for trail in graph.of_type(TRAIL):
        arn = str(group.get("arn") or "")
        copied_to = str(trail.get("cloudWatchLogsGroupArn") or "")
        copy = group in graph.targets(trail, "cloudWatchLogsGroupArn", GROUP) or (
            arn != "" and copied_to == f"{arn}:*"
        )
        if copy and _delivers_to(graph, trail, archive):
            return True
    return False


def _delivers_to(graph: Graph, trail: Node, archive: str) -> bool:
    """Whether a trail's bucket is the archive, by its name or, before it is known, by resource."""
    bucket = trail.get("s3BucketName")
    if isinstance(bucket, str):
        return bucket == archive
    return any(one.get("bucket") == archive for one in graph.targets(trail, "s3BucketName", BUCKET))


def _group(*, pattern: str) -> tuple[Node, ...]:
    group = node(GROUP, "audit", {"retentionInDays": 400.0, "kmsKeyId": UNKNOWN})
    return (
        group,
        node(
            FILTER,
            "audit",
            {"logGroup": UNKNOWN, "filterPattern": pattern},
            depends={"logGroup": group},
        ),
    )


RULE = StackRule(
    id="LOG-10",
    title=Text(
        ja="全てのロググループに保存期間、鍵、ログ保管庫への転送があること",
        en="Every log group has a retention, a key and a subscription to the archive",
    ),
    remedy=Text(
        ja="retentionInDaysとkmsKeyIdを設定し、空のfilterPatternのLogSubscriptionFilterを作る"
        "（TenantLoggingを使えば自動で設定される）",
        en="set retentionInDays and kmsKeyId, and add a LogSubscriptionFilter with an empty "
        "filterPattern; TenantLogging does all of it",
    ),
    severity=Severity.HIGH,
    controls={
        "AWS FSBP": ("CloudWatch.16",),
        "NIST SP 800-53 r5": ("AU-9", "AU-11", "SC-28(1)"),
        "統一基準 R7": ("7.1.4(1)(a)", "7.1.4(1)(b)"),
    },
    check=check,
    compliant=_group(pattern=""),
    violating=_group(pattern="ERROR"),
    facts=TENANT,
)

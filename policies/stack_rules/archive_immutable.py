"""ARC-01: nobody can take anything out of the archive before its time."""

from collections.abc import Iterator
from typing import Final

from policies.facts import Facts
from policies.graph import Graph, Node
from policies.reading.documents import grants
from policies.reading.values import number_at, objects_at, value_at
from policies.rule import NotKnown, Severity, Text
from policies.stack_rule import Found, StackRule, cannot_tell, found, unreadable
from policies.stack_rules._documents import Unreadable, aws_principals, statements
from policies.stack_rules._examples import ARCHIVE, FOUNDATION, node

BUCKET = "aws:s3/bucket:Bucket"
LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
POLICY = "aws:s3/bucketPolicy:BucketPolicy"
RETENTION: Final = "rule.defaultRetention"
FORBIDDEN: Final = (
    "s3:deleteobject",
    "s3:deleteobjectversion",
    "s3:bypassgovernanceretention",
    "s3:putbucketpolicy",
    "s3:deletebucketpolicy",
    "s3:putlifecycleconfiguration",
    "s3:putbucketobjectlockconfiguration",
)
"""What takes from an archive, or loosens what keeps it."""


def check(graph: Graph, facts: Facts) -> Iterator[Found]:
    """Yield archives that are not locked for as long as the stage promises, and ways around it."""
    for bucket in graph.of_type(BUCKET):
        if bucket.get("bucket") == facts.archive_bucket or bucket.get("objectLockEnabled") is True:
            yield from _locked(graph, bucket, facts.archive_days)
            yield from _kept(graph, bucket, facts.archive_days)
            yield from _closed(graph, bucket)


def _locked(graph: Graph, bucket: Node, days: int) -> Iterator[Found]:
    locks = graph.pointed_at(bucket, LOCK, "bucket")
    if not locks:
        yield found(bucket, "the archive has no object lock")
    for lock in locks:
        try:
            mode = value_at(lock.properties, f"{RETENTION}.mode")
            held = _number(lock, f"{RETENTION}.days") + 365 * _number(lock, f"{RETENTION}.years")
        except NotKnown as missing:
            yield cannot_tell(lock, missing.path)
            continue
        if mode != "COMPLIANCE":
            yield found(lock, "the lock's mode is not COMPLIANCE")
        if held < days:
            yield found(lock, f"the lock holds for less than {days} days")


def _kept(graph: Graph, bucket: Node, days: int) -> Iterator[Found]:
    for lifecycle in graph.pointed_at(bucket, LIFECYCLE, "bucket"):
        try:
            for rule in objects_at(lifecycle.properties, "rules"):
                after = number_at(rule, "expiration.days")
                if value_at(rule, "expiration.date") or (after and after < days):
                    yield found(lifecycle, f"a lifecycle rule expires objects before {days} days")
        except NotKnown as missing:
            yield cannot_tell(lifecycle, f"rules: {missing.path}")


def _closed(graph: Graph, bucket: Node) -> Iterator[Found]:
    for one in graph.pointed_at(bucket, POLICY, "bucket"):
        try:
            rows = statements(one, "policy")
        except Unreadable as error:
            yield unreadable(one, str(error), unknown=error.unknown)
            continue
        for row in rows:
            taken = [action for action in FORBIDDEN if grants(row, action)]
            if taken and any(aws_principals(row)):
                yield found(one, f"a principal may {', '.join(taken)}")


def _number(node: Node, path: str) -> float:
    return number_at(node.properties, path) or 0


_BUCKET = node(BUCKET, "log-archive", {"bucket": ARCHIVE, "objectLockEnabled": True})


def _lock(days: float) -> Node:
    return node(
        LOCK,
        "log-archive",
        {"rule": {"defaultRetention": {"mode": "COMPLIANCE", "days": days}}},
        depends={"bucket": _BUCKET},
    )


RULE = StackRule(
    id="ARC-01",
    title=Text(
        ja="ログ保管庫は定めた期間ロックし、誰も削除できないこと",
        en="The archive is locked for the period that was set, and nobody may delete from it",
    ),
    remedy=Text(
        ja="COMPLIANCEモードのオブジェクトロックを環境のarchive_retention_days以上にし、"
        "削除を許すポリシーやライフサイクルを除く",
        en="lock it in COMPLIANCE mode for the stage's archive_retention_days or more, and remove "
        "what lets objects be deleted or expire before",
    ),
    severity=Severity.CRITICAL,
    controls={
        "AWS FSBP": ("S3.15",),
        "NIST SP 800-53 r5": ("AU-9", "AU-11"),
        "統一基準 R7": ("7.1.4(1)(b)",),
    },
    check=check,
    compliant=(_BUCKET, _lock(1827.0)),
    violating=(_BUCKET, _lock(365.0)),
    facts=FOUNDATION,
)

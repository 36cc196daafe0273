"""Policies of buckets, keys, topics and the like: whom they let in, and what they refuse."""

from collections.abc import Iterator
from typing import Final

from kyotsu.review.findings import Finding
from kyotsu.review.meaning import admission
from kyotsu.review.meaning.admission import Admission
from kyotsu.review.meaning.documents import ANYONE, read
from kyotsu.review.meaning.finding import looser, said, stricter
from kyotsu.review.meaning.judging import by_pair
from kyotsu.review.meaning.world import Pair, World
from policies.rule import Severity, Text

DOCUMENTS: Final = {
    "aws:backup/vaultPolicy:VaultPolicy": "policy",
    "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy": "accessPolicy",
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": "policyDocument",
    "aws:ec2/vpcEndpoint:VpcEndpoint": "policy",
    "aws:ecr/repositoryPolicy:RepositoryPolicy": "policy",
    "aws:efs/fileSystemPolicy:FileSystemPolicy": "policy",
    "aws:kms/key:Key": "policy",
    "aws:kms/keyPolicy:KeyPolicy": "policy",
    "aws:networkfirewall/resourcePolicy:ResourcePolicy": "policy",
    "aws:organizations/resourcePolicy:ResourcePolicy": "content",
    "aws:s3/bucketPolicy:BucketPolicy": "policy",
    "aws:secretsmanager/secretPolicy:SecretPolicy": "policy",
    "aws:sns/topicPolicy:TopicPolicy": "policy",
    "aws:sqs/queuePolicy:QueuePolicy": "policy",
}
"""By type, the property that holds the document."""

_SENTENCES: Final = {
    "new": Text(
        ja="新しい {name} は {who} の利用を認めます。",
        en="The new {name} lets {who} in.",
    ),
    "gained": Text(
        ja="{name} が {who} の利用を認めるようになります。",
        en="{name} begins to let {who} in.",
    ),
    "condition-lost": Text(
        ja="{name} が {who} を認める条件が緩みます。",
        en="The condition under which {name} lets {who} in is loosened.",
    ),
    "more": Text(
        ja="{name} が {who} に認める操作が増えます。",
        en="{name} lets {who} do more.",
    ),
    "refusal-lifted": Text(
        ja="{name} が拒んでいた操作の一部を拒まなくなります。",
        en="{name} stops refusing some of what it refused.",
    ),
    "left": Text(
        ja="{name} は {who} の利用を認めなくなります。",
        en="{name} no longer lets {who} in.",
    ),
    "gone": Text(
        ja="{name} の定めがすべてなくなり、拒んでいた操作も拒まれなくなります。",
        en="{name} goes with all of its rules, also those that refuse something.",
    ),
}


def _look(world: World, pair: Pair) -> Iterator[Finding]:
    document = DOCUMENTS[pair.node.type]
    if pair.new is None:
        yield from _gone(world, pair, document)
        return
    if pair.before(document) == pair.after(document):
        return
    old, new = read(pair.old, document), read(pair.new, document)
    for found in admission.between(old, new):
        if found.what == "left":
            text = said(_SENTENCES["left"], name=pair.label, who=found.who)
            yield stricter("policy-left", text, pair.urn, before=found.before)
            continue
        fresh = pair.old is None and found.what == "gained"
        what = "new" if fresh else found.what
        yield looser(
            f"policy-{what}",
            _severity(found, fresh=fresh),
            said(_SENTENCES[what], name=pair.label, who=found.who),
            pair.urn,
            before=found.before,
            after=found.after,
        )


def _gone(world: World, pair: Pair, document: str) -> Iterator[Finding]:
    """Yield that refusals go with a document, unless what it protects goes too."""
    assert pair.old is not None  # noqa: S101 - a pair has a side
    wards = [
        one
        for name in {*pair.old.properties, *pair.old.depends}
        for one in world.before.targets(pair.old, name)
    ]
    if wards and not any(one.urn in world.after.nodes for one in wards):
        return
    refusals = [one for one in read(pair.old, document) if not one.allows]
    if refusals:
        told = ", ".join(one.sid or "Deny" for one in refusals)
        text = said(_SENTENCES["gone"], name=pair.label)
        yield looser("policy-refusal-lifted", Severity.HIGH, text, pair.urn, before=told)


def _severity(found: Admission, *, fresh: bool) -> Severity:
    if found.who == ANYONE and not found.bound:
        return Severity.HIGH if found.what == "refusal-lifted" else Severity.CRITICAL
    if found.who.startswith("Service:") or fresh:
        return Severity.LOW
    return Severity.HIGH


CLASSIFIER: Final = by_pair("resource policies", DOCUMENTS, _look)

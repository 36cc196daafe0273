"""Encryption: switched off, taken from a key of ours, or moved to another key."""

from collections.abc import Iterator
from typing import Any, Final

from kyotsu.review.findings import Finding
from kyotsu.review.meaning.finding import looser, said, stricter
from kyotsu.review.meaning.guards import Guard, guards
from kyotsu.review.meaning.judging import by_pair
from kyotsu.review.meaning.settings import Setting, on_is_safe, settings
from kyotsu.review.meaning.world import Pair, World
from policies.graph import Node
from policies.reading.values import value_at
from policies.rule import UNKNOWN, NotKnown, Severity, Text

_SSE: Final = (
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
)
KEY_PATHS: Final = {
    "aws:cloudwatch/logGroup:LogGroup": "kmsKeyId",
    "aws:sns/topic:Topic": "kmsMasterKeyId",
    "aws:sqs/queue:Queue": "kmsMasterKeyId",
    "aws:secretsmanager/secret:Secret": "kmsKeyId",
    "aws:ssm/parameter:Parameter": "keyId",
    "aws:cloudtrail/trail:Trail": "kmsKeyId",
    "aws:cloudtrail/eventDataStore:EventDataStore": "kmsKeyId",
    "aws:backup/vault:Vault": "kmsKeyArn",
    "aws:rds/instance:Instance": "kmsKeyId",
    "aws:rds/cluster:Cluster": "kmsKeyId",
    "aws:ebs/volume:Volume": "kmsKeyId",
    "aws:ebs/defaultKmsKey:DefaultKmsKey": "keyArn",
    "aws:efs/fileSystem:FileSystem": "kmsKeyId",
    "aws:dynamodb/table:Table": "serverSideEncryption.kmsKeyArn",
    "aws:ecr/repository:Repository": "encryptionConfigurations.kmsKey",
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": "serverSideEncryption.keyArn",
    **dict.fromkeys(_SSE, "rules.applyServerSideEncryptionByDefault.kmsMasterKeyId"),
}
"""By type, the property that names the key."""

_REMOVED: Final = Text(
    ja="{name} は指定の鍵で暗号化されなくなります。",
    en="{name} is no longer encrypted with a key of its own.",
)
_ADDED: Final = Text(
    ja="{name} が指定の鍵で暗号化されるようになります。",
    en="{name} becomes encrypted with a key of its own.",
)
_MOVED: Final = Text(
    ja="{name} を暗号化する鍵が替わります。以前のデータには前の鍵が要ります。",
    en="{name} is encrypted with another key; what is there already needs the former one.",
)


def _key(world: World, pair: Pair) -> Iterator[Finding]:
    if pair.old is None or pair.new is None:
        return
    path = KEY_PATHS[pair.node.type]
    old, new = _value(pair.old, path), _value(pair.new, path)
    top = path.partition(".")[0]
    one = {node.urn for node in world.before.targets(pair.old, top)}
    other = {node.urn for node in world.after.targets(pair.new, top)}
    if old == new or (new is UNKNOWN and one & other and one & other <= _kept(world)):
        return
    urns = (pair.urn, *sorted(one | other))
    if new and not old:
        text = said(_ADDED, name=pair.name)
        yield stricter("encryption-key-added", text, *urns, before=old, after=new)
        return
    code, severity, sentence = (
        ("encryption-key-changed", Severity.MEDIUM, _MOVED)
        if new
        else ("encryption-key-removed", Severity.HIGH, _REMOVED)
    )
    text = said(sentence, name=pair.name)
    yield looser(code, severity, text, *urns, before=old, after=new)


def _kept(world: World) -> set[str]:
    return {urn for urn in world.before.nodes if urn in world.after.nodes}


def _value(node: Node, path: str) -> Any:
    try:
        return value_at(node.properties, path)
    except NotKnown as missing:
        if missing.path == path:
            return UNKNOWN
        raise


_OFF: Final = Text(ja="{name} が暗号化されなくなります。", en="{name} is no longer encrypted.")
_ON: Final = Text(ja="{name} が暗号化されるようになります。", en="{name} becomes encrypted.")


def _switch(path: str, *types: str) -> Setting:
    return Setting(
        code="encryption-off",
        types=types,
        path=path,
        order=on_is_safe,
        severity=Severity.CRITICAL,
        looser=_OFF,
        tighter=_ON,
    )


CLASSIFIERS: Final = (
    by_pair("encryption keys", KEY_PATHS, _key),
    settings(
        "encryption switches",
        _switch("storageEncrypted", "aws:rds/instance:Instance", "aws:rds/cluster:Cluster"),
        _switch("encrypted", "aws:ebs/volume:Volume", "aws:efs/fileSystem:FileSystem"),
        _switch("enabled", "aws:ebs/encryptionByDefault:EncryptionByDefault"),
        _switch(
            "serverSideEncryption.enabled",
            "aws:dynamodb/table:Table",
            "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        ),
    ),
    guards(
        "bucket encryption",
        Guard(
            code="encryption-off",
            types=_SSE,
            target="bucket",
            severity=Severity.CRITICAL,
            lost=Text(
                ja="バケット {target} の暗号化の指定 {name} がなくなります。",
                en="The bucket {target} loses its encryption settings {name}.",
            ),
        ),
        Guard(
            code="encryption-off",
            types=("aws:ebs/encryptionByDefault:EncryptionByDefault",),
            severity=Severity.HIGH,
            lost=Text(
                ja="アカウントのディスクを既定で暗号化する設定 {name} がなくなります。",
                en="The account loses {name}, by which new disks are encrypted.",
            ),
        ),
    ),
)

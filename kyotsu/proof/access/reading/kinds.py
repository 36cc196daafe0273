"""The types of resources that are worth reaching: data, keys, logs, secrets and functions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tenancy.vocabulary import Text

GRANT: Final = "aws:kms/grant:Grant"
PERMISSION: Final = "aws:lambda/permission:Permission"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One type of resource that is worth reaching."""

    title: Text
    service: str
    """The prefix of its actions."""
    parts: tuple[tuple[str, str], ...]
    """AWS's resource types of it, and what comes after its ARN for each."""
    policy: str = ""
    """The input that holds its policy, where it is on the resource itself."""
    policies: Mapping[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    """The types that give it a policy: their input that names it, and that of the document."""
    grants: Mapping[str, str] = field(default_factory=dict[str, str])
    """The types that let somebody in without a document: their input that names it."""
    behind: str = ""
    """The input that names what is called through it, whose own policy has to allow as well."""
    by_policy_only: bool = False


KINDS: Final[Mapping[str, Kind]] = {
    "aws:kms/key:Key": Kind(
        title=Text(ja="鍵", en="key"),
        service="kms",
        parts=(("key", ""),),
        policy="policy",
        policies={"aws:kms/keyPolicy:KeyPolicy": ("keyId", "policy")},
        grants={GRANT: "keyId"},
        by_policy_only=True,
    ),
    "aws:s3/bucket:Bucket": Kind(
        title=Text(ja="バケット", en="bucket"),
        service="s3",
        parts=(("bucket", ""), ("object", "/*")),
        policies={"aws:s3/bucketPolicy:BucketPolicy": ("bucket", "policy")},
    ),
    "aws:sns/topic:Topic": Kind(
        title=Text(ja="トピック", en="topic"),
        service="sns",
        parts=(("topic", ""),),
        policy="policy",
        policies={"aws:sns/topicPolicy:TopicPolicy": ("arn", "policy")},
    ),
    "aws:sqs/queue:Queue": Kind(
        title=Text(ja="キュー", en="queue"),
        service="sqs",
        parts=(("queue", ""),),
        policy="policy",
        policies={"aws:sqs/queuePolicy:QueuePolicy": ("queueUrl", "policy")},
    ),
    "aws:secretsmanager/secret:Secret": Kind(
        title=Text(ja="秘密", en="secret"),
        service="secretsmanager",
        parts=(("Secret", ""),),
        policy="policy",
        policies={"aws:secretsmanager/secretPolicy:SecretPolicy": ("secretArn", "policy")},
    ),
    "aws:cloudwatch/logGroup:LogGroup": Kind(
        title=Text(ja="ロググループ", en="log group"),
        service="logs",
        parts=(("log-group", ""), ("log-stream", ":log-stream:*")),
    ),
    # It is about all log groups of its account and region, as far as it names them.
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": Kind(
        title=Text(ja="ロググループのポリシー", en="policy on log groups"),
        service="logs",
        parts=(("log-group", ""),),
        policy="policyDocument",
    ),
    "aws:cloudwatch/logDestination:LogDestination": Kind(
        title=Text(ja="ログの送り先", en="log destination"),
        service="logs",
        parts=(("destination", ""),),
        policies={
            "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy": (
                "destinationName",
                "accessPolicy",
            )
        },
    ),
    "aws:backup/vault:Vault": Kind(
        title=Text(ja="バックアップの保管庫", en="backup vault"),
        service="backup",
        parts=(("backupVault", ""),),
        policies={"aws:backup/vaultPolicy:VaultPolicy": ("backupVaultName", "policy")},
    ),
    "aws:dynamodb/table:Table": Kind(
        title=Text(ja="表", en="table"),
        service="dynamodb",
        parts=(("table", ""),),
        policies={"aws:dynamodb/resourcePolicy:ResourcePolicy": ("resourceArn", "policy")},
    ),
    "aws:ecr/repository:Repository": Kind(
        title=Text(ja="イメージの置き場", en="image repository"),
        service="ecr",
        parts=(("repository", ""),),
        policies={"aws:ecr/repositoryPolicy:RepositoryPolicy": ("repository", "policy")},
    ),
    "aws:s3/accessPoint:AccessPoint": Kind(
        title=Text(ja="アクセスポイント", en="access point"),
        service="s3",
        parts=(("accesspoint", ""), ("accesspointobject", "/object/*")),
        policy="policy",
        policies={
            "aws:s3control/accessPointPolicy:AccessPointPolicy": ("accessPointArn", "policy")
        },
        behind="bucket",
    ),
    "aws:lambda/function:Function": Kind(
        title=Text(ja="関数", en="function"),
        service="lambda",
        parts=(("function", ""),),
        grants={PERMISSION: "function"},
    ),
}

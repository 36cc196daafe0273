"""The types that we use: what can't be changed in place, and what holds data.

From the documentation of AWS's provider for each type ("forces replacement"). This table is for
reading a change early; the engine's preview asks the provider, and stays the authority.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import yaml

REPLACED_BY: Final[Mapping[str, frozenset[str]]] = {
    token: frozenset(names)
    for token, names in yaml.load(
        Path(__file__).with_name("replaced_by.yaml").read_bytes(), Loader=yaml.CSafeLoader
    ).items()
}
"""By type: the inputs whose change replaces the resource."""

STATEFUL: Final = frozenset(
    {
        "aws:backup/vault:Vault",
        "aws:cloudwatch/logGroup:LogGroup",
        "aws:kms/key:Key",
        "aws:organizations/account:Account",
        "aws:organizations/organization:Organization",
        "aws:s3/bucket:Bucket",
    }
)
"""What is lost with them can't be made again."""

HOLDS_DATA: Final = STATEFUL | {
    "aws:cloudtrail/eventDataStore:EventDataStore",
    "aws:cognito/userPool:UserPool",
    "aws:docdb/cluster:Cluster",
    "aws:dynamodb/table:Table",
    "aws:ebs/volume:Volume",
    "aws:ec2/instance:Instance",
    "aws:ecr/repository:Repository",
    "aws:efs/fileSystem:FileSystem",
    "aws:elasticache/cluster:Cluster",
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws:kinesis/stream:Stream",
    "aws:neptune/cluster:Cluster",
    "aws:opensearch/domain:Domain",
    "aws:rds/cluster:Cluster",
    "aws:rds/instance:Instance",
    "aws:redshift/cluster:Cluster",
    "aws:route53/zone:Zone",
    "aws:secretsmanager/secret:Secret",
    "aws:sqs/queue:Queue",
}
"""The same over all of AWS, for stacks that aren't ours and for what ours will have."""

ANYWHERE: Final = frozenset({"region"})
"""Inputs that replace a resource of any type of AWS's."""


def replaced_by(token: str) -> frozenset[str]:
    """Return the inputs whose change replaces a resource of a type."""
    own = REPLACED_BY.get(token, frozenset[str]())
    return own | ANYWHERE if token.startswith("aws:") else own


def is_known(token: str) -> bool:
    """Return whether the table has the type; of another it can only be said that it changes."""
    return token in REPLACED_BY or not token.startswith("aws:")

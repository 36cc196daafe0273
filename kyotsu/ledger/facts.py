"""What a stack's resources say about the things that a ledger states."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kyotsu.desired.graph import Graph, Resource

KEEPS_DATA: Final = frozenset(
    {
        "aws:backup/vault:Vault",
        "aws:cloudwatch/logGroup:LogGroup",
        "aws:dynamodb/table:Table",
        "aws:ebs/volume:Volume",
        "aws:efs/fileSystem:FileSystem",
        "aws:opensearch/domain:Domain",
        "aws:rds/cluster:Cluster",
        "aws:rds/instance:Instance",
        "aws:s3/bucket:Bucket",
        "aws:secretsmanager/secret:Secret",
        "aws:sqs/queue:Queue",
    }
)
"""Types in which information of the system itself is stored."""
_KEY: Final = "aws:kms/key:Key"
_GATEWAY: Final = "aws:ec2/internetGateway:InternetGateway"
_ZONE: Final = "aws:route53/zone:Zone"
_LOG_GROUP: Final = "aws:cloudwatch/logGroup:LogGroup"
_VPC: Final = "aws:ec2/vpc:Vpc"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is provisioned for a system. Each list has the resources' names, sorted."""

    data_by_region: Mapping[str, tuple[str, ...]]
    """Where information is stored. A region that isn't known is the empty text."""
    keys: tuple[str, ...]
    """Customer managed keys."""
    internet_gateways: tuple[str, ...]
    zones: tuple[str, ...]
    """The domain names of hosted zones."""
    networks: tuple[str, ...]
    """The address blocks of networks."""
    log_days: tuple[int, ...]
    """How long log groups keep, each value once."""


def facts_of(graph: Graph, region: str) -> Facts:
    """Return what a graph says. `region` is where its provider acts unless a resource says more."""
    held: dict[str, set[str]] = {}
    for one in graph.resources:
        if one.type in KEEPS_DATA:
            place = one.inputs.get("region", one.region or region)
            held.setdefault(place if isinstance(place, str) else "", set()).add(one.name)
    return Facts(
        data_by_region={place: tuple(sorted(names)) for place, names in sorted(held.items())},
        keys=_sorted(one.name for one in _of(graph, _KEY)),
        internet_gateways=_sorted(one.name for one in _of(graph, _GATEWAY)),
        zones=_texts(graph, _ZONE, "name"),
        networks=_texts(graph, _VPC, "cidrBlock"),
        log_days=tuple(
            sorted(
                {
                    days
                    for one in _of(graph, _LOG_GROUP)
                    if isinstance(days := one.inputs.get("retentionInDays"), int)
                }
            )
        ),
    )


def _of(graph: Graph, type_: str) -> Iterable[Resource]:
    return (one for one in graph.resources if one.type == type_)


def _texts(graph: Graph, type_: str, name: str) -> tuple[str, ...]:
    found: Iterable[Any] = (one.inputs.get(name) for one in _of(graph, type_))
    return _sorted(one for one in found if isinstance(one, str))


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))

"""PRO-01: what keeps data is protected by the service and by Pulumi."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from policies.facts import Facts
from policies.graph import Graph
from policies.rule import UNKNOWN, Severity, Text
from policies.stack_rule import Found, StackRule, cannot_tell, found
from policies.stack_rules._examples import TENANT, node


def _on(value: Any) -> bool:
    return value is True


def _off(value: Any) -> bool:
    return value in (None, False)


def _month(value: Any) -> bool:
    return value is None or (isinstance(value, int | float) and value >= 30)


def _active(value: Any) -> bool:
    return value == "ACTIVE"


SERVICE: Final[Mapping[str, tuple[str, Callable[[Any], bool]]]] = {
    "aws:backup/vault:Vault": ("forceDestroy", _off),
    "aws:cloudwatch/logGroup:LogGroup": ("skipDestroy", _on),
    "aws:cognito/userPool:UserPool": ("deletionProtection", _active),
    "aws:docdb/cluster:Cluster": ("deletionProtection", _on),
    "aws:dynamodb/table:Table": ("deletionProtectionEnabled", _on),
    "aws:ecr/repository:Repository": ("forceDelete", _off),
    "aws:kms/key:Key": ("deletionWindowInDays", _month),
    "aws:neptune/cluster:Cluster": ("deletionProtection", _on),
    "aws:organizations/account:Account": ("closeOnDeletion", _off),
    "aws:rds/cluster:Cluster": ("deletionProtection", _on),
    "aws:rds/instance:Instance": ("deletionProtection", _on),
    "aws:s3/bucket:Bucket": ("forceDestroy", _off),
    "aws:secretsmanager/secret:Secret": ("recoveryWindowInDays", _month),
}
"""What keeps data, with the service's own switch against deletion and when it is right."""
PULUMI_ONLY: Final = ("aws:efs/fileSystem:FileSystem", "aws:opensearch/domain:Domain")
"""What keeps data in services that have no such switch."""


def check(graph: Graph, _: Facts) -> Iterator[Found]:
    """Yield what a mistaken destroy would take with it."""
    for one in graph.of_type(*SERVICE):
        name, right = SERVICE[one.type]
        value = one.get(name)
        if value is UNKNOWN:
            yield cannot_tell(one, name)
        elif not right(value):
            yield found(one, f"the service doesn't protect it: {name}")
    for one in graph.of_type(*SERVICE, *PULUMI_ONLY):
        if not one.protect:
            yield found(one, "Pulumi doesn't protect it: protect is not set")


_TABLE = "aws:dynamodb/table:Table"
RULE = StackRule(
    id="PRO-01",
    title=Text(
        ja="データを持つリソースは、サービスとPulumiの両方で削除から保護すること",
        en="What keeps data is protected from deletion by the service and by Pulumi",
    ),
    remedy=Text(
        ja="サービスの削除保護を有効にし、opts.protectをTrueにする"
        "（環境のprotectをtrueにすれば部品が設定する）",
        en="switch the service's protection on and set protect in the resource's options; "
        "components do both where the stage says protect: true",
    ),
    severity=Severity.HIGH,
    controls={
        "AWS FSBP": ("RDS.8", "DynamoDB.6"),
        "NIST SP 800-53 r5": ("CP-9", "SI-12"),
        "統一基準 R7": ("4.2.2(1)-11 a)",),
    },
    check=check,
    compliant=(node(_TABLE, "orders", {"deletionProtectionEnabled": True}, protect=True),),
    violating=(node(_TABLE, "orders", {"deletionProtectionEnabled": True}),),
    facts=TENANT,
)

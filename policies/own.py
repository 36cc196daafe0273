"""What the pack asks of its own surroundings. These can be neither disabled nor excepted."""

from collections.abc import Mapping
from dataclasses import dataclass

from policies.rule import Severity, Text


@dataclass(frozen=True, kw_only=True)
class OwnRule:
    """A rule on the declarations that the pack reads, not on a resource."""

    id: str
    title: Text
    remedy: Text
    severity: Severity
    controls: Mapping[str, tuple[str, ...]]


KNOWN = OwnRule(
    id="PACK-01",
    title=Text(
        ja="スタックの環境とテナントが宣言されていること",
        en="The stack's stage and tenant are declared",
    ),
    remedy=Text(
        ja="Pulumi.<環境>.yaml、policies/levels.yaml、tenants/の宣言を正しくする",
        en="correct Pulumi.<stage>.yaml, policies/levels.yaml and the files below tenants/",
    ),
    severity=Severity.CRITICAL,
    controls={},
)
EXCEPTIONS = OwnRule(
    id="PACK-02",
    title=Text(
        ja="例外措置は一つの規則と一つのリソースに限り、期限内で、使われていること",
        en="Exceptions name one rule and one resource, are in time, and are used",
    ),
    remedy=Text(
        ja="テナントのファイルのexceptionsを直すか、不要になったものを削除する",
        en="correct exceptions: in the tenant's file, or remove what is no longer needed",
    ),
    severity=Severity.HIGH,
    controls={"統一基準 R7": ("2.2.2(1)(b)",)},
)

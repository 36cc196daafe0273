"""What the site calls things, in both languages."""

from collections.abc import Mapping
from typing import Final

from kyotsu.evidence.model import Kind
from kyotsu.ledger.words import INGRESS, text
from kyotsu.stacks.outcome import Status
from tenancy.vocabulary import Text

__all__ = [
    "DAYS", "FORMS", "INGRESS", "KINDS", "OPERATIONS", "OUTCOMES", "SHARED", "SIZES", "operation",
]  # fmt: skip

OPERATIONS: Final[Mapping[str, Text]] = {
    "preview": text("変更の確認", "Preview"),
    "up": text("更新", "Update"),
    "refresh": text("実態の読取り", "Refresh"),
    "drift": text("差異の検出", "Search for drift"),
    "destroy": text("削除", "Removal"),
}
"""By their names on record."""

OUTCOMES: Final[Mapping[Status, Text]] = {
    Status.UNCHANGED: text("変更なし", "Unchanged"),
    Status.CHANGES: text("変更あり", "Would change"),
    Status.DONE: text("完了", "Done"),
    Status.DRIFTED: text("差異あり", "Drifted"),
    Status.ABSENT: text("未構築", "Never deployed"),
    Status.REFUSED: text("規則により拒否", "Refused by a policy"),
    Status.FAILED: text("失敗", "Failed"),
    Status.SKIPPED: text("未実施", "Not tried"),
}

SIZES: Final[Mapping[str, Text]] = {
    "small": text("小規模", "Small"),
    "medium": text("中規模", "Medium"),
    "large": text("大規模", "Large"),
}

SHARED: Final[Mapping[str, Text]] = {
    "equal": text("全システムで均等", "in equal parts"),
    "attachment": text("ハブに接続した時間による", "by hours of attachment to the hub"),
    "use": text("使用料に比例", "in proportion to what each one's use costs"),
}

DAYS: Final[Mapping[str, Text]] = {
    "weekdays": text("平日", "on weekdays"),
    "every-day": text("毎日", "every day"),
}

KINDS: Final[Mapping[Kind, Text]] = {
    Kind.KEPT: text("守られている", "Kept"),
    Kind.VIOLATION: text("守られていない", "Broken"),
    Kind.EXCEPTED: text("例外措置", "Excepted"),
    Kind.UNCHECKED: text("未確認", "Unchecked"),
}
"""What a rule says of a resource."""

FORMS: Final[Mapping[str, Text]] = {
    "HTML": text("閲覧用（HTML）", "To read (HTML)"),
    "PDF": text("印刷用（PDF）", "To print (PDF)"),
    "JSON": text("機械可読（JSON）", "For tools (JSON)"),
}
"""The forms of evidence."""


def operation(name: str) -> Text:
    """Return what an operation is called."""
    return OPERATIONS.get(name) or text(name, name)

"""What the declarations' keywords are called in a ledger, in both languages."""

from collections.abc import Iterable, Mapping
from typing import Final

from tenancy.vocabulary import Text


def text(ja: str, en: str) -> Text:
    """Return a text in both languages."""
    return Text(ja=ja, en=en)


def same(word: str) -> Text:
    """Return what is written in the same way in both languages: a name, an address, a number."""
    return Text(ja=word, en=word)


def lines(texts: Iterable[Text]) -> Text:
    """Return several texts, a line each."""
    several = tuple(texts)
    if not several:
        return NONE
    return Text(ja="\n".join(one.ja for one in several), en="\n".join(one.en for one in several))


NONE: Final = text("なし", "None")
NOT_PLANNED: Final = text("この環境はない", "It has no such environment")

LINE: Final[Mapping[str, Text]] = {
    "internet": text("インターネット", "Internet"),
    "government-lan": text("政府内ネットワーク", "Government LAN"),
    "none": text("接続しない", "Not connected"),
}
RESTRICTION: Final[Mapping[str, Text]] = {
    "no-copying": text("複製禁止", "No copying"),
    "no-redistribution": text("再配付禁止", "No redistribution"),
    "no-transmission": text("送信禁止", "No transmission"),
    "no-reuse": text("再利用禁止", "No reuse"),
    "encrypt": text("暗号化必須", "To be encrypted"),
    "named-recipients-only": text("配付先限定", "Named recipients only"),
    "return-after-reading": text("読後返却", "To be returned after reading"),
    "delete-after-use": text("利用後削除", "To be deleted after use"),
}
MANAGER: Final[Mapping[str, Text]] = {
    "platform": text(
        "機関等管理(顧客管理型の鍵)", "The government (keys that the platform manages)"
    ),
    "provider": text("クラウドサービス提供者管理", "The provider of the cloud service"),
}
LOCATION: Final[Mapping[str, Text]] = {
    "tokyo": text("日本(東京)", "Japan (Tokyo)"),
    "osaka": text("日本(大阪)", "Japan (Osaka)"),
}
SECURITY_CLASS: Final[Mapping[str, Text]] = {
    "basic": text("基本対策", "Basic measures"),
    "additional": text("追加対策", "Additional measures"),
}
PARTY: Final[Mapping[str, Text]] = {
    "ministry": text("府省職員", "The ministry's own staff"),
    "contractor": text("委託事業者", "A contractor"),
}
WORK: Final[Mapping[str, Text]] = {
    "development": text("設計・開発", "Design and development"),
    "operation": text("運用", "Operation"),
    "maintenance": text("保守", "Maintenance"),
}
CONFIDENTIALITY: Final[Mapping[int, Text]] = {
    grade: text(f"機密性{grade}情報", f"Confidentiality {grade}") for grade in (1, 2, 3)
}
INTEGRITY: Final[Mapping[int, Text]] = {
    grade: text(f"完全性{grade}情報", f"Integrity {grade}") for grade in (1, 2)
}
AVAILABILITY: Final[Mapping[int, Text]] = {
    grade: text(f"可用性{grade}情報", f"Availability {grade}") for grade in (1, 2)
}
INGRESS: Final[Mapping[str, Text]] = {
    "internet": text("インターネットからの利用", "Used from the internet"),
    "government-lan": text("政府内ネットワークからの利用", "Used from the government LAN"),
    "none": text("外部からの接続なし", "Not reached from outside"),
}

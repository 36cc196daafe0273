"""The page's own words, each in both languages. Whole sentences take names and numbers only."""

from collections.abc import Mapping
from typing import Final

from policies.rule import Text


def _t(ja: str, en: str) -> Text:
    return Text(ja=ja, en=en)


LABELS: Final[Mapping[str, Text]] = {
    "title": _t("変更のレビュー", "Change review"),
    "skip": _t("本文へ移動", "Skip to the content"),
    "sections": _t("目次", "Sections"),
    "language": _t("言語", "Language"),
    "theme": _t("配色", "Theme"),
    "theme_auto": _t("自動", "Automatic"),
    "theme_light": _t("明るい", "Light"),
    "theme_dark": _t("暗い", "Dark"),
    "made_at": _t("作成日時", "Made at"),
    "commit": _t("コミット", "Commit"),
    "base": _t("比較元", "Compared with"),
    "summary": _t("概要", "Summary"),
    "dangers": _t("危険", "Dangers"),
    "meaning": _t("セキュリティ上の意味", "What it means for security"),
    "policies": _t("規則の判定", "Verdicts of the policies"),
    "proof": _t("証明", "What is proved"),
    "unchecked": _t("確認できていないこと", "What was not checked"),
    "said": _t("エンジンからの知らせ", "What the engine said"),
    "network": _t("ネットワークの図", "Picture of the network"),
    "reach": _t("影響の及ぶ範囲", "Whom it can touch"),
    "changes": _t("すべての変更", "All changes"),
    "stack": _t("スタック", "Stack"),
    "ministry": _t("府省", "Ministry"),
    "outcome": _t("結果", "Outcome"),
    "create": _t("新規", "Create"),
    "update": _t("変更", "Update"),
    "replace": _t("作り直し", "Replace"),
    "delete": _t("削除", "Delete"),
    "import": _t("取込み", "Import"),
    "forget": _t("管理から除外", "Forget"),
    "read": _t("参照", "Read"),
    "refresh": _t("現況の反映", "Refresh"),
    "same": _t("変更なし", "Same"),
    "other": _t("不明な操作", "Unknown operation"),
    "cost": _t("月額（円）", "Yen a month"),
    "before": _t("変更前", "Before"),
    "after": _t("変更後", "After"),
    "where": _t("場所", "Where"),
    "severity": _t("重さ", "Severity"),
    "critical": _t("重大", "Critical"),
    "high": _t("高", "High"),
    "medium": _t("中", "Medium"),
    "low": _t("低", "Low"),
    "none": _t("なし", "None"),
    "stricter": _t("厳しくなる", "Stricter"),
    "not_judged": _t("判定できず", "Not judged"),
    "mandatory": _t("必須", "Mandatory"),
    "advisory": _t("助言", "Advisory"),
    "remedy": _t("対処", "Remedy"),
    "exception": _t("例外", "Exception"),
    "reason": _t("理由", "Reason"),
    "tenants": _t("テナント", "Tenants"),
    "availability": _t("最も高い可用性の格付け", "Highest grade of availability"),
    "owners": _t("担当", "Owners"),
    "dependents": _t("これに依存するもの", "What depends on it"),
    "search": _t("検索（名前、種類、値）", "Search names, types and values"),
    "filter": _t("絞込み", "Filter"),
    "all": _t("すべて", "All"),
    "action": _t("操作", "Action"),
    "more": _t("さらに表示", "Show more"),
    "reset": _t("絞込みを解除", "Clear filters"),
    "show": _t("変更を表示", "Show the change"),
    "type": _t("種類", "Type"),
    "urn": _t("URN", "URN"),
    "provider": _t("プロバイダー", "Provider"),
    "declared": _t("宣言の場所", "Declared at"),
    "source": _t("コードの場所", "In the program at"),
    "steps": _t("操作の順序", "Steps in their order"),
    "property": _t("項目", "Property"),
    "inputs": _t("設定値", "Inputs"),
    "unknown": _t("更新後に決まる", "known after the update"),
    "secret": _t("秘密", "secret"),
    "nothing": _t("なし", "nothing"),
    "long": _t("長いため省略（{n}文字）", "too long to be shown ({n} characters)"),
    "cut": _t("長いため、以降は省略", "the rest is left out, as it is long"),
    "matches": _t("{n}件中{m}件が該当", "{m} of {n} match"),
    "no_match": _t("該当する変更はありません。", "No change matches."),
    "no_dangers": _t(
        "削除・作り直しなど、危険な変更はありません。",
        "Nothing is destroyed, replaced or otherwise in danger.",
    ),
    "no_findings": _t(
        "セキュリティ上の意味を持つ変更は見つかりませんでした。",
        "No change was found that means anything for security.",
    ),
    "no_verdicts": _t("規則への違反はありません。", "No policy is violated."),
    "no_script": _t(
        "すべての変更の一覧にはJavaScriptが必要です。ほかの内容はこのまま読めます。",
        "The list of all changes needs JavaScript; everything else can be read without it.",
    ),
    "legend": _t(
        "＋は新規、−は削除、～は変更、無印は変更なしです。",
        "+ is new, − goes, ~ changes; what has no mark stays.",
    ),
}

OUTCOMES: Final[Mapping[str, Text]] = {
    "changes": _t("変更あり", "Changes"),
    "unchanged": _t("変更なし", "No change"),
    "refused": _t("規則により拒否", "Refused by policy"),
    "failed": _t("失敗", "Failed"),
    "incomplete": _t("記録が途中まで", "Incomplete"),
}

UNCHANGED: Final = _t(
    "変更のないスタック（{n}件）: {names}", "Stacks without a change ({n}): {names}"
)
HEADLINE: Final = _t(
    "{stacks}件のスタックのうち{changed}件が変わります。{resources}件の資源に変更があります。",
    "{changed} of {stacks} stacks change, with changes to {resources} resources.",
)
NOTHING_CHANGES: Final = _t(
    "{stacks}件のスタックのいずれにも変更はありません。",
    "None of the {stacks} stacks changes.",
)
MORE_ROWS: Final = _t(
    "ほか{n}件は、下の「すべての変更」にあります。",
    "{n} more are in the list of all changes below.",
)
AND_MORE: Final = _t("{names} ほか{n}件", "{names} and {n} more")

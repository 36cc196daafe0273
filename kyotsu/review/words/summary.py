"""The sentences and headings of a review's summary."""

from typing import Final

from kyotsu.review.model import Outcome
from policies.rule import Severity, Text

TITLE: Final = Text(ja="変更の審査", en="Change review")
OUTCOMES: Final = {
    Outcome.CHANGES: Text(ja="変更があります。", en="There are changes."),
    Outcome.UNCHANGED: Text(ja="変更はありません。", en="Nothing changes."),
    Outcome.REFUSED: Text(
        ja="必須の規則に違反しているため、このままでは展開できません。",
        en="This can't be deployed: mandatory policies are violated.",
    ),
    Outcome.FAILED: Text(
        ja="プレビューが失敗しました。直して、もう一度実行してください。",
        en="The preview failed; mend it and run it again.",
    ),
    Outcome.INCOMPLETE: Text(
        ja="プレビューは最後まで記録されていません。もう一度実行してください。",
        en="The preview was not recorded to its end; run it again.",
    ),
}
STACKS: Final = Text(
    ja="{total} 個のスタックのうち、{changed} 個に変更があり、{same} 個はそのままです。",
    en="Stacks: {total}; with changes: {changed}; as they were: {same}.",
)
COUNTS: Final = Text(
    ja="作成 {create}、更新 {update}、作り直し {replace}、削除 {delete}、その他 {other}。",
    en="Create {create}, update {update}, replace {replace}, delete {delete}, other {other}.",
)
WHOM: Final = Text(ja="対象: {names}", en="For: {names}")
UNCHANGED: Final = Text(ja="変更なし: {names}", en="No change: {names}")
SYSTEM: Final = Text(
    ja="{ministry} {system}({key}、{stage})", en="{ministry}: {system} ({key}, {stage})"
)
FOUNDATION: Final = Text(ja="基盤({stage})", en="foundation ({stage})")
DANGERS: Final = Text(ja="危険な変更", en="Dangers")
REFUSALS: Final = Text(ja="違反している必須の規則", en="Mandatory policies that are violated")
MEANING: Final = Text(ja="セキュリティ上の意味", en="What it means for security")
UNCHECKED: Final = Text(ja="この審査で分からないこと", en="What this review can't say")
COST: Final = Text(ja="費用", en="Cost")
REACH: Final = Text(ja="影響の範囲", en="Who is touched")
NOTICES: Final = Text(ja="その他の規則の判定", en="Other policy notices")
STRICTER: Final = Text(ja="より厳しくなるもの", en="What gets stricter")
DETAILS: Final = Text(ja="変更の内容", en="Changes")
DIAGNOSTICS: Final = Text(ja="エンジンからの知らせ", en="What the engine said")
NEW: Final = Text(ja="新規: {names}", en="New: {names}")
GONE: Final = Text(ja="廃止: {names}", en="Gone: {names}")
SAME_CHANGES: Final = Text(
    ja="{count} 個のシステムに共通する {lines} 件の変更({names})",
    en="The same {lines} changes in {count} systems ({names})",
)
ITS_CHANGES: Final = Text(ja="{name} の {lines} 件の変更", en="{name}: {lines} changes")
MORE: Final = Text(ja="ほか {count} 件", en="and {count} more")
WHOLE: Final = Text(
    ja="大きさの上限のため、一部を省きました。全体はこちらにあります:",
    en="Some of it is left out to keep within the size limit. The whole of it:",
)
LEFT_OUT: Final = Text(
    ja="大きさの上限のため、一部を省きました。全体はHTML形式の審査書にあります。",
    en="Some of it is left out to keep within the size limit; the HTML page has all.",
)
WHOLE_STACK: Final = Text(ja="スタック全体", en="the whole stack")
REMEDY: Final = Text(ja="対処: {remedy}。", en="To mend it, {remedy}.")
DECLARED_AT: Final = Text(ja="宣言: {place}", en="declared at {place}")
COST_LINE: Final = Text(
    ja="{name}: 月額 {before}円 → {after}円({sign}{delta}円)",
    en="{name}: ¥{before} → ¥{after} a month ({sign}¥{delta})",
)
COST_BASIS: Final = Text(
    ja="置いておくだけで掛かる費用です。使用量による費用と税は含みません。"
    "価格表: {book}、為替: 1ドル{rate}円({as_of})。",
    en="What is paid for being there, without use and tax. "
    "Prices as of {book}, ¥{rate} to the dollar ({as_of}).",
)
COST_UNPRICED: Final = Text(ja="価格が分からないもの: {types}", en="Without a price: {types}")
COST_DOUBTS: Final = Text(
    ja="{count} 件の価格は、日付がないか古いものです。",
    en="{count} of the prices are old or without a date.",
)
REACH_LINE: Final = Text(
    ja="{name}: 影響を受ける資源 {dependents}、関係するシステム {tenants}。",
    en="{name}: dependent resources {dependents}, systems {tenants}.",
)
SEVERITIES: Final = {
    Severity.CRITICAL: Text(ja="重大", en="critical"),
    Severity.HIGH: Text(ja="高", en="high"),
    Severity.MEDIUM: Text(ja="中", en="medium"),
    Severity.LOW: Text(ja="低", en="low"),
}
HEADS: Final = (
    Text(ja="変更", en="change"),
    Text(ja="資源", en="resource"),
    Text(ja="内容", en="what"),
    Text(ja="理由となった箇所", en="because of"),
)
NOT_JUDGED: Final = Text(ja="判定不能", en="not judged")
BY_SYSTEM: Final = Text(ja="(システムごとの値)", en="(by system)")
REPLACES: Final = Text(ja="作り直しの理由", en="the reason for the replacement")
DRIFT: Final = Text(
    ja="宣言ではなく実物の差異", en="differs in what is there, not in what is declared"
)
NOTHING: Final = Text(ja="なし", en="nothing")
LATER: Final = Text(ja="更新後に判明", en="known after the update")
SECRET: Final = Text(ja="秘密の値", en="a secret")
SECRET_CHANGED: Final = Text(ja="秘密の値(変更あり)", en="a secret (changed)")

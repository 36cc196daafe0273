"""What a review can't say, as whole sentences."""

from typing import Final

from policies.rule import Text

NO_EVENTS: Final = Text(
    ja="イベントの記録がないため、規則の判定と、削除と作成の順序は分かりません。",
    en="There is no event stream: policies' verdicts and the order of steps are not known.",
)
NO_DIGEST: Final = Text(
    ja="プレビューの要約(JSON)がないため、依存関係と、宣言された場所は分かりません。",
    en="There is no JSON digest: dependencies and where things are declared are not known.",
)
NO_POLICIES: Final = Text(
    ja="このプレビューは、どの規則とも照らし合わされていません。",
    en="This preview was held against no policies.",
)
PARTIAL: Final = Text(
    ja="要約に変更のない資源が含まれないため、それらの依存関係は分かりません。",
    en="The digest leaves out what stays the same: dependents that stay as they are aren't known.",
)
FAILED: Final = Text(
    ja="プレビューは途中で失敗しました。ほかにも変更があり得ます。",
    en="The preview failed on its way: there may be more changes than are shown.",
)
INCOMPLETE: Final = Text(
    ja="プレビューは最後まで記録されていません。ほかにも変更があり得ます。",
    en="The preview was not recorded to its end: there may be more changes than are shown.",
)
CORRUPT: Final = Text(
    ja="エンジンは、状態が壊れているおそれがあると述べています。",
    en="The engine says that the state may be corrupt.",
)

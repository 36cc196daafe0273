"""What a review says of what is proved."""

from typing import Final

from policies.rule import Text

HEADING: Final = Text(ja="証明", en="What is proved")
NETWORK: Final = Text(ja="ネットワーク", en="Network")
ACCESS: Final = Text(ja="アクセス権限", en="Access")
NUMBERS: Final = {"proved": "proved", "violated": "violated", "open": "not proved"}
"""The blanks of `COUNTS`, by outcomes."""
COUNTS: Final = Text(
    ja="{matter}: 証明済み {proved}、違反 {violated}、未証明 {open}。"
    "比較元 {base} から変わった判定は {changed} 件です。",
    en="{matter}: proved {proved}; violated {violated}; not proved {open}."
    " Changed since the base {base}: {changed}.",
)
CHANGED: Final = Text(
    ja="{statement} {subject}: {before} → {after}({title})",
    en="{statement} {subject}: {before} → {after} ({title})",
)
NONE: Final = Text(ja="なし", en="none")
STEP: Final = Text(ja="{what} [{at}]", en="{what} [{at}]")
MORE: Final = Text(
    ja="変わった判定がほかに {count} 件あります。"
    "全件は kyotsu proof {name} --base で確認できます。",
    en="{count} more changed; kyotsu proof {name} --base shows all.",
)
NOT_MADE: Final = Text(
    ja="{matter}: 証明できなかったため、未証明です: {why}",
    en="{matter}: no proof could be made, so nothing is proved: {why}",
)

"""What a danger is, as a whole sentence. `{what}` is a resource, `{why}` the properties behind."""

from typing import Final

from policies.rule import Text

DATA_DESTROYED: Final = Text(
    ja="{what} を削除します。中のデータは失われ、元に戻せません。",
    en="Destroys {what}; the data in it is lost for good.",
)
DATA_REPLACED: Final = Text(
    ja="{what} を作り直します({why} の変更による)。中のデータは引き継がれません。",
    en="Replaces {what}, because {why} changes; the data in it is not carried over.",
)
DATA_REPLACED_UNSAID: Final = Text(
    ja="{what} を作り直します。中のデータは引き継がれません。理由はエンジンから示されていません。",
    en="Replaces {what}; the data in it is not carried over. The engine gives no reason.",
)
PROTECTED_GONE: Final = Text(
    ja="{what} は削除から保護されています。このままではエンジンが拒否します。",
    en="{what} is protected and would go; the engine will refuse this.",
)
UNPROTECTED: Final = Text(
    ja="{what} の削除保護を外します。",
    en="Takes the protection from deletion off {what}.",
)
OUTAGE: Final = Text(
    ja="{what} を先に削除してから作り直します({why} の変更による)。その間は使えません。",
    en="Deletes {what} before its replacement is there, because {why} changes: an outage.",
)
OUTAGE_UNSAID: Final = Text(
    ja="{what} を先に削除してから作り直します。その間は使えません。"
    "理由はエンジンから示されていません。",
    en="Deletes {what} before its replacement is there: an outage. The engine gives no reason.",
)
RETENTION: Final = Text(
    ja="{what} の保存期間を短くします({path}: {before} → {after})。",
    en="{what} keeps for less long: {path} goes from {before} to {after}.",
)
DESTROYED: Final = Text(ja="{what} を削除します。", en="Destroys {what}.")
DESTROYED_MAYBE: Final = Text(
    ja="{what} を削除します。この種類がデータを持つかどうかは判定できません。",
    en="Destroys {what}; whether this type holds data is not known here.",
)
REPLACED: Final = Text(
    ja="{what} を新しく作ってから古いものを削除します({why} の変更による)。",
    en="Replaces {what}, the new one first, because {why} changes.",
)
REPLACED_UNSAID: Final = Text(
    ja="{what} を新しく作ってから古いものを削除します。理由はエンジンから示されていません。",
    en="Replaces {what}, the new one first. The engine gives no reason.",
)
REPLACED_SOMEHOW: Final = Text(
    ja="{what} を作り直します。削除と作成の順序は、イベントの記録がないため判定できません。",
    en="Replaces {what}; without the event stream the order of the two halves is not known.",
)
FORGOTTEN: Final = Text(
    ja="{what} を管理の対象から外します。クラウド上には残ります。",
    en="Stops managing {what}; it stays in the cloud.",
)
NOT_KNOWN: Final = Text(
    ja="{what} に、この版が知らない操作({ops})が行われます。",
    en="{what} gets an operation that this version does not know: {ops}.",
)

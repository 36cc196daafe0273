"""What a proof says around its verdicts, in Japanese and English."""

from typing import Final

from tenancy.vocabulary import Text

TITLE: Final = Text(ja="配備前の証明", en="Proof before deployment")
STATEMENT: Final = Text(ja="命題", en="statement")
SUBJECT: Final = Text(ja="対象", en="subject")
RESTS_ON: Final = Text(ja="根拠", en="what it rests on")
REASONS: Final = Text(ja="証明できない理由", en="why it is not proved")
WITNESS: Final = Text(ja="反例", en="witness")
NOTES: Final = Text(ja="扱えなかったもの", en="What could not be read or had")
CHANGED: Final = Text(ja="基準からの変化", en="Changed since the base")
KEPT: Final = Text(ja="証明し直していないもの", en="Not proved again")
NOTHING: Final = Text(ja="ありません。", en="nothing")
HOLDS: Final = Text(ja="すべて証明されました。", en="Everything is proved.")
FAILS: Final = Text(
    ja="違反、または証明できないものがあります。", en="Something is violated or not proved."
)

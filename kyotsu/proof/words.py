"""What a proof says around its verdicts, in Japanese and English."""

from typing import Final

from kyotsu.proof.proof import Checked
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
CHECKED: Final = Text(ja="別の方法による確認", en="Checked by a second method")
AGAIN: Final = Text(
    ja="証明とコードを共有しないシミュレーターが、示された通信 {shown} 件のうち {confirmed} 件を"
    "同じ結果で追いました(通信として送れない反例 {without} 件)。成り立つ命題について、宣言されて"
    "いない通信を無作為に {tried} 件送りました(最後まで追えないもの {unmodelled} 件)。",
    en="A simulator that shares no code with the prover followed {confirmed} of {shown} packets"
    " that are shown, with the same end ({without} witnesses are no packet that can be sent). Of"
    " statements that hold, it sent {tried} packets at random that nobody declared ({unmodelled} of"
    " them it couldn't follow to their end).",
)
AGREES: Final = Text(ja="結果は一致しました。", en="Both say the same.")
DIFFERS: Final = Text(
    ja="結果が異なります。違い得るところは docs/proof-simulator.md にあります。",
    en="They don't say the same; docs/proof-simulator.md has where they may differ.",
)


def checked(counts: Checked) -> Text:
    """Return what was checked again, and how, with its numbers."""
    numbers = {name: value for name, value in vars(counts).items() if isinstance(value, int)}
    verdict = DIFFERS if counts.differs else AGREES
    return Text(
        ja=f"{AGAIN.ja.format(**numbers)}{verdict.ja}",
        en=f"{AGAIN.en.format(**numbers)} {verdict.en}",
    )

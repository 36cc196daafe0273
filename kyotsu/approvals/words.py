"""What a decision says, in whole sentences of two languages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from kyotsu.approvals.needed import Cause
from policies.rule import Text


class _Named(Protocol):
    @property
    def ja(self) -> str: ...
    @property
    def en(self) -> str: ...


def approved(group: _Named, account: str) -> Text:
    """Somebody of a group approved."""
    return Text(
        ja=f"{group.ja}として {account} が承認しました。",
        en=f"{account} approved for the {group.en}.",
    )


def missing(
    group: _Named, kinds: Sequence[_Named], causes: Sequence[Cause], why: Sequence[Text]
) -> Text:
    """Nobody of a group approved in a way that counts. `kinds` are classes of changes."""
    what = ", ".join(list(dict.fromkeys(cause.what for cause in causes))[:5])
    more = len({cause.what for cause in causes}) - 5
    ja = "、".join(one.ja for one in kinds)
    en = ", ".join(one.en for one in kinds)
    return Text(
        ja=f"{group.ja}の承認がありません({ja}: {what}{f' ほか{more}件' if more > 0 else ''})。"
        + "".join(one.ja for one in why),
        en=f"The {group.en} must approve ({en}: {what}{f' and {more} more' if more > 0 else ''})."
        + "".join(f" {one.en}" for one in why),
    )


def own(account: str) -> Text:
    """Say that an applicant approved."""
    return Text(
        ja=f"{account} は申請者のため、その承認は数えません(統一基準 2.1.1(8))。",
        en=f"{account} wrote a part of this, so that approval doesn't count (unified standards "
        "2.1.1(8)).",
    )


def older_commit(account: str, commit: str, head: str) -> Text:
    """Something was pushed after the approval."""
    return Text(
        ja=f"{account} が承認したのは {commit[:12]} で、その後の {head[:12]} ではありません。",
        en=f"{account} approved {commit[:12]}, and not {head[:12]}, which came after it.",
    )


def aged(account: str, hours: int) -> Text:
    """Say that an approval is too old."""
    return Text(
        ja=f"{account} の承認は {hours} 時間を過ぎ、効力を失いました。",
        en=f"{account} approved more than {hours} hours ago, which doesn't count any more.",
    )


def twice(account: str) -> Text:
    """One person is all that there is for two groups."""
    return Text(
        ja=f"{account} は別の部署の承認者として数えられています。",
        en=f"{account} already counts for another group.",
    )


def objection(account: str) -> Text:
    """Somebody asked for changes, and didn't take it back."""
    return Text(
        ja=f"{account} が修正を求めています。",
        en=f"{account} asks for changes.",
    )


def stranger(commit: str) -> Text:
    """Nobody knows who applies."""
    return Text(
        ja=f"コミット {commit[:12]} の作成者が分からず、申請者と承認者を区別できません。",
        en=f"GitHub knows no account of the author of {commit[:12]}, so applicant and approver "
        "can't be told apart.",
    )


def frozen(reason: Text, ends: datetime, group: _Named) -> Text:
    """Nothing is deployed now."""
    until = f"{ends:%Y-%m-%d %H:%M %z}"
    return Text(
        ja=f"{until} までは変更を凍結しています。理由: {reason.ja}。"
        f"解除できるのは{group.ja}だけです(承認の本文に「freeze-lift: 理由」と書きます)。",
        en=f"Nothing is deployed until {until}: {reason.en}. Only the {group.en} may lift this, by "
        "an approval with a line `freeze-lift: <reason>`.",
    )


def lifted(account: str, reason: str) -> Text:
    """Somebody lifted a freeze."""
    return Text(
        ja=f"{account} が凍結を解除しました。理由: {reason}",
        en=f"{account} lifted the freeze: {reason}",
    )

"""Who can become a role: principals that a trust policy gains, and conditions that it loses."""

from collections.abc import Iterator
from typing import Final

from kyotsu.review.findings import Finding
from kyotsu.review.meaning import admission
from kyotsu.review.meaning.admission import Admission
from kyotsu.review.meaning.documents import ANYONE, read
from kyotsu.review.meaning.finding import looser, said, stricter
from kyotsu.review.meaning.judging import by_pair
from kyotsu.review.meaning.world import Pair, World
from policies.rule import Severity, Text

ROLE: Final = "aws:iam/role:Role"
_DOCUMENT: Final = "assumeRolePolicy"

_NEW: Final = Text(
    ja="新しいロール {role} になれるのは {who} です。",
    en="The new role {role} can be taken on by {who}.",
)
_GAINED: Final = Text(
    ja="{who} がロール {role} になれるようになります。",
    en="{who} becomes able to take on the role {role}.",
)
_CONDITION: Final = Text(
    ja="{who} がロール {role} になるための条件が緩みます。",
    en="The condition under which {who} can take on the role {role} is loosened.",
)
_MORE: Final = Text(
    ja="{who} がロール {role} になる方法が増えます。",
    en="{who} gets more ways to take on the role {role}.",
)
_LIFTED: Final = Text(
    ja="ロール {role} になることを拒む定めがなくなるか、狭くなります。",
    en="A refusal in the trust of the role {role} is lifted or narrowed.",
)
_LEFT: Final = Text(
    ja="{who} はロール {role} になれなくなります。",
    en="{who} can no longer take on the role {role}.",
)
_SENTENCES: Final = {
    "gained": _GAINED,
    "condition-lost": _CONDITION,
    "more": _MORE,
    "refusal-lifted": _LIFTED,
    "left": _LEFT,
}


def _look(_: World, pair: Pair) -> Iterator[Finding]:
    if pair.new is None:
        return
    old, new = read(pair.old, _DOCUMENT), read(pair.new, _DOCUMENT)
    for found in admission.between(old, new):
        fresh = pair.old is None and found.what == "gained"
        sentence = _NEW if fresh else _SENTENCES[found.what]
        text = said(sentence, who=found.who, role=pair.name)
        if found.what == "left":
            yield stricter("trust-left", text, pair.urn, before=found.before)
            continue
        yield looser(
            "trust-new" if fresh else f"trust-{found.what}",
            _severity(found, fresh=fresh),
            text,
            pair.urn,
            before=found.before,
            after=found.after,
        )


def _severity(found: Admission, *, fresh: bool) -> Severity:
    if found.who == ANYONE and not found.bound:
        return Severity.CRITICAL
    if found.who.startswith("Service:"):
        return Severity.LOW if fresh else Severity.MEDIUM
    return Severity.MEDIUM if fresh else Severity.HIGH


CLASSIFIER: Final = by_pair("trust", (ROLE,), _look)

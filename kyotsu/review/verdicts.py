"""What policies said, with the remedy where the rule is one of ours."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from kyotsu.review.findings import RANK, Verdict
from kyotsu.review.reading.records import Ruling
from policies.rule import Described, Severity

_OURS: Final = "kyotsu"
_RULE: Final = re.compile(r"([A-Z][A-Z0-9]*-[0-9]+) \(([a-z]+)\): ")
_EXCEPTED: Final = "excepted until "
_SEVERITIES: Final = frozenset(map(str, Severity))
_LEVELS: Final = ("mandatory", "remediate", "advisory")


def verdicts_of(
    rulings: Iterable[Ruling],
    text: Callable[[str], str],
    catalogue: Callable[[], Mapping[str, Described]],
) -> tuple[Verdict, ...]:
    """Return verdicts, the mandatory and the worst first. `text` masks, `catalogue` is ours."""
    found = {_verdict(ruling, text, catalogue) for ruling in rulings if ruling.level != "none"}
    return tuple(sorted(found, key=_order))


def _verdict(
    ruling: Ruling,
    text: Callable[[str], str],
    catalogue: Callable[[], Mapping[str, Described]],
) -> Verdict:
    message = text(ruling.message).strip()
    begins = _RULE.search(message)
    level = "advisory" if ruling.level == "warning" else ruling.level
    urn, pack = text(ruling.urn), ruling.pack
    rule = catalogue().get(begins[1]) if begins and pack == _OURS else None
    if begins is None or rule is None:
        severity = Severity(ruling.severity) if ruling.severity in _SEVERITIES else None
        name = text(ruling.policy)
        return Verdict(
            rule=name, level=level, urn=urn, text=message, severity=severity, pack=text(pack)
        )
    said = message[begins.end() :].removeprefix(f"{rule.title.en}: ")
    excepted = said if said.startswith(_EXCEPTED) else ""
    return Verdict(
        rule=rule.id,
        level=level,
        urn=urn,
        text=said.partition(f". To mend it, {rule.remedy.en}")[0].partition("\n")[0],
        severity=rule.severity,
        title=rule.title,
        remedy=rule.remedy,
        exception=excepted,
        pack=pack,
    )


def _order(one: Verdict) -> tuple[int, int, str, str, str]:
    level = _LEVELS.index(one.level) if one.level in _LEVELS else -1
    return level, RANK.get(one.severity or Severity.HIGH, 1), one.rule, one.urn, one.text

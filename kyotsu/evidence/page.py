"""A dossier as a page for officers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kyotsu.evidence.model import STATUS_WORDS, Dossier, Kind, Observation, Status
from kyotsu.pages.render import page
from tenancy.vocabulary import Text

TITLE: Final = Text(ja="セキュリティ対策の証跡", en="Evidence of security measures")


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What one rule says alike of several resources of one type."""

    type: str
    names: tuple[str, ...]
    properties: tuple[str, ...]
    kind: Kind
    message: str


def as_html(dossier: Dossier) -> bytes:
    """Return one self-contained page, in both languages."""
    frameworks = tuple(dict.fromkeys(one.framework for one in dossier.controls))
    return page(
        "evidence.html.j2",
        TITLE,
        "kyotsu.evidence",
        dossier=dossier,
        frameworks=frameworks,
        statuses=tuple(Status),
        words=STATUS_WORDS,
        counts=Counter((one.framework, one.status) for one in dossier.controls),
        seen=Counter(one.rule for one in dossier.observations),
        by_rule=_by_rule(dossier.observations),
    ).encode()


def _by_rule(observations: Iterable[Observation]) -> Mapping[str, tuple[Seen, ...]]:
    """Return what rules saw, by rule; what is said alike of several resources is one row."""
    alike: dict[tuple[str, str, Kind, str, tuple[str, ...]], list[str]] = {}
    for one in observations:
        key = (one.rule, one.type, one.kind, one.message, one.properties)
        alike.setdefault(key, []).append(one.name)
    found: dict[str, list[Seen]] = {}
    for (rule, type_, kind, message, properties), names in sorted(alike.items()):
        found.setdefault(rule, []).append(
            Seen(type=type_, names=tuple(names), properties=properties, kind=kind, message=message)
        )
    return {rule: tuple(rows) for rule, rows in found.items()}

"""A dossier as a page for officers."""

from typing import Final

from kyotsu.evidence.model import STATUS_WORDS, Dossier, Status
from kyotsu.pages.render import page
from tenancy.vocabulary import Text

TITLE: Final = Text(ja="セキュリティ対策の証跡", en="Evidence of security measures")


def as_html(dossier: Dossier) -> bytes:
    """Return one self-contained page, in both languages."""
    frameworks = tuple(dict.fromkeys(one.framework for one in dossier.controls))
    by_rule = {
        rule: [one for one in dossier.observations if one.rule == rule]
        for rule in sorted({one.rule for one in dossier.observations})
    }
    return page(
        "evidence.html.j2",
        TITLE,
        "kyotsu.evidence",
        dossier=dossier,
        frameworks=frameworks,
        statuses=tuple(Status),
        words=STATUS_WORDS,
        by_rule=by_rule,
    ).encode()

"""An agreement as a page and as Markdown."""

from typing import Final

from kyotsu.ledger.words import text
from kyotsu.pages.render import page, said
from kyotsu.responsibility.compare import Difference
from kyotsu.responsibility.model import Agreement, Clause
from kyotsu.responsibility.signed import hash_of

TITLE: Final = text("責任分界と運用管理規程", "Division of responsibility and operating rules")


def as_html(agreement: Agreement, since: tuple[Difference, ...] | None) -> str:
    """Return one page in both languages, with a place for both signatures."""
    return page(
        "agreement.html.j2",
        TITLE,
        "kyotsu.responsibility",
        agreement=agreement,
        hash=hash_of(agreement),
        since=since,
    )


def as_markdown(agreement: Agreement, since: tuple[Difference, ...] | None, lang: str) -> str:
    """Return the document in one language."""
    ja = lang == "ja"
    lines = [
        f"# {said(TITLE, lang)}",
        "",
        f"{said(agreement.ministry, lang)}, {said(agreement.system, lang)}",
        "",
        f"`{agreement.tenant}`, `{agreement.stage}`",
        "",
        f"SHA-256: `{hash_of(agreement)}`",
        "",
    ]
    if since is not None:
        lines += [
            f"## {'署名された版からの変更' if ja else 'Changes since the signed version'}",
            "",
        ]
        lines += [_difference(one, lang) for one in since] or ["なし" if ja else "None"]
        lines.append("")
    for section in agreement.sections:
        lines += [f"## {said(section.title, lang)} ({section.item})", ""]
        if section.divided:
            lines += [
                "| | プラットフォーム | 利用機関 |" if ja else "| | The platform | The ministry |",
                "| --- | --- | --- |",
            ]
            lines += [_row(clause, lang) for clause in section.clauses]
        else:
            lines += [
                f"- **{_cell(said(clause.subject, lang))}**: {_cell(said(clause.platform, lang))}"
                for clause in section.clauses
            ]
        lines.append("")
    return "\n".join(lines)


def _row(clause: Clause, lang: str) -> str:
    ministry = "" if clause.ministry is None else said(clause.ministry, lang)
    cells = (said(clause.subject, lang), said(clause.platform, lang), ministry)
    return f"| {' | '.join(map(_cell, cells))} |"


def _difference(one: Difference, lang: str) -> str:
    def shown(clause: Clause | None) -> str:
        if clause is None:
            return "-"
        ministry = "" if clause.ministry is None else f" / {said(clause.ministry, lang)}"
        return _cell(said(clause.platform, lang) + ministry)

    clause = one.after or one.before
    assert clause is not None  # noqa: S101 - one of the two is there
    subject = _cell(said(clause.subject, lang))
    return f"- {one.kind}: **{subject}**: {shown(one.before)} → {shown(one.after)}"


def _cell(value: str) -> str:
    """Return a text that can't end a cell or begin markup."""
    for sign in ("\\", "|", "<", "*", "_", "`", "["):
        value = value.replace(sign, f"\\{sign}")
    return value.replace("\n", "<br>")

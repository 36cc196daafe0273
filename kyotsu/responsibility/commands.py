"""`kyotsu responsibility`: what is agreed with the ministry of a system."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kyotsu.desired.options import Root, Stage


class Format(StrEnum):
    """How the document is written."""

    HTML = "html"
    MARKDOWN = "md"
    JSON = "json"


class Language(StrEnum):
    """Of Markdown; the other formats have both."""

    JA = "ja"
    EN = "en"


def responsibility(
    tenant: Annotated[str, typer.Argument(help="The system's key, as <ministry>-<system>.")],
    root: Root = None,
    stage: Stage = "local",
    form: Annotated[
        Format,
        typer.Option("--format", help="html, md, or json, which is kept with what is signed."),
    ] = Format.MARKDOWN,
    language: Annotated[
        Language, typer.Option("--lang", help="Of Markdown: ja or en.")
    ] = Language.JA,
    out: Annotated[Path | None, typer.Option("--out", help="The file to write.")] = None,
    since: Annotated[
        Path | None,
        typer.Option(
            "--since-signed", help="Show changes since a version that --format json kept."
        ),
    ] = None,
) -> None:
    """Write the division of responsibility and the operating rules for a system.

    It is generated from what is provisioned, so it promises nothing that isn't there. Exit status
    0: written. 2: there is no such system, or the signed file can't be used. 3: a fault.
    """
    from kyotsu.responsibility.run import run

    run(root, tenant, stage, form.value, language.value, out, since)

"""The options of `kyotsu review` and `kyotsu review render`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Formats(StrEnum):
    """How a review is written."""

    TERM = "term"
    MD = "md"
    JSON = "json"
    SARIF = "sarif"
    HTML = "html"


class Languages(StrEnum):
    """Which languages it is written in."""

    JA = "ja"
    EN = "en"
    BOTH = "both"


Form = Annotated[Formats, typer.Option("--format", help="How the review is written.")]
Lang = Annotated[Languages, typer.Option("--lang", help="Japanese, English or both.")]
Budget = Annotated[
    int | None,
    typer.Option(
        "--budget", help="For md: the most bytes. GitHub takes 65536; detail is left out first."
    ),
]
Whole = Annotated[
    str, typer.Option("--whole", help="For md: the address of the whole review, if there is one.")
]
Out = Annotated[
    Path | None, typer.Option("--out", help="The file to write. Default: the standard output.")
]
EventFiles = Annotated[
    list[Path] | None,
    typer.Option("--events", help="What --event-log wrote; once a preview, many times for many."),
]
Digests = Annotated[
    list[Path] | None,
    typer.Option("--digest", help="What `pulumi preview --json` printed, in the same order."),
]
Incomplete = Annotated[
    bool,
    typer.Option("--incomplete", help="Show what there is of a preview that was broken off."),
]
Base = Annotated[
    str | None,
    typer.Option("--base", help="The revision by whose edits changes are traced to lines."),
]

"""The options that the proofs share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How a proof is written."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"


Tenants = Annotated[
    list[str] | None,
    typer.Option("--tenant", help="Only what these send and declare; may be given many times."),
]
Base = Annotated[
    str | None, typer.Option("--base", help="A Git revision: say also what changed since it.")
]
Output = Annotated[Format, typer.Option("--format", help="table, json or html.")]
Everything = Annotated[
    bool, typer.Option("--everything", help="Show also what is proved, and what each rests on.")
]
Anew = Annotated[
    bool, typer.Option("--anew", help="Prove everything again, whatever was proved before.")
]
Check = Annotated[
    bool,
    typer.Option(
        "--check",
        help="Let the simulator, which shares no code with the prover, follow each packet that is"
        " shown, and try others that nobody declared.",
    ),
]
Deployed = Annotated[
    bool,
    typer.Option(
        "--deployed",
        help="Prove what the states say is deployed, against what the working tree declares.",
    ),
]
Previews = Annotated[
    Path | None,
    typer.Option(
        "--previews",
        help="Prove what previews say will be, from a folder with the output of `pulumi preview"
        " --json --show-sames` of each stack, the foundation's among them.",
    ),
]

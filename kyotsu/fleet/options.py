"""The options that the fleet's commands have in common."""

from pathlib import Path
from typing import Annotated

import typer

from kyotsu.errors import UserMistake

Since = Annotated[
    str | None,
    typer.Option(
        "--changed-since",
        metavar="REVISION",
        help="The foundation, and the tenants that a change since this Git revision concerns.",
    ),
]
Everything = Annotated[bool, typer.Option("--all", help="The foundation and every tenant.")]
MaxFailures = Annotated[
    int | None,
    typer.Option(
        "--max-failures", min=1, help="Begin no further tenant after so many failed or refused."
    ),
]
Timeout = Annotated[
    float,
    typer.Option(
        "--timeout", min=0.01, help="Minutes that one engine may take before it is ended."
    ),
]
Attempts = Annotated[
    int,
    typer.Option(
        "--attempts",
        min=1,
        help="How often a stack is tried whose failure may pass: throttling, a lost connection, "
        "an engine that was killed or hung. A refusal by a policy is final.",
    ),
]
Resume = Annotated[
    str | None,
    typer.Option("--resume", metavar="RUN", help="Do what a run that ended early left undone."),
]
Runs = Annotated[
    Path | None,
    typer.Option(
        "--record", help="The folder in which runs are recorded; .local/runs if not given."
    ),
]
SkipCheckpoints = Annotated[
    bool,
    typer.Option(
        "--skip-checkpoints",
        help="Write a stack's state at the end only. An engine that is then killed forgets "
        "everything that it made: for stacks that can be imported again, and no others.",
    ),
]


def pairs(texts: list[str]) -> dict[str, tuple[str, str]]:
    """Return variables by name from `VARIABLE=secret/key`.

    Raises:
        UserMistake: one isn't written like that.
    """
    found: dict[str, tuple[str, str]] = {}
    for text in texts:
        variable, _, reference = text.partition("=")
        secret, _, key = reference.partition("/")
        if not (variable and secret and key):
            raise UserMistake(f"--secret wants VARIABLE=secret/key, and not {text!r}")
        found[variable] = (secret, key)
    return found

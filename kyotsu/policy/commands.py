"""`kyotsu policy list|explain|check|matrix|release`."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from kyotsu.errors import FAILED, UserMistake
from kyotsu.stacks.options import Root

app = typer.Typer(no_args_is_help=True, add_completion=False)
Language = Annotated[Literal["ja", "en"], typer.Option("--lang", help="Language of the words.")]
Format = Annotated[
    Literal["table", "json", "sarif", "junit"],
    typer.Option("--format", help="A table for people; the others for machines."),
]


@app.command("list")
def list_rules(
    service: Annotated[
        str | None, typer.Option("--service", help="Only rules on this service, such as s3.")
    ] = None,
    lang: Language = "en",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List all rules, with how strictly each stage holds them."""
    from kyotsu.policy.catalogue import print_list

    print_list(service, lang, as_json=as_json)


@app.command()
def explain(rule: Annotated[str, typer.Argument(help="A rule's id, such as S3-01.")]) -> None:
    """Say what a rule asks for, why, and how to keep it, with the smallest examples."""
    from kyotsu.policy.catalogue import print_rule

    print_rule(rule)


@app.command()
def check(
    file: Annotated[
        Path,
        typer.Argument(
            help="What `pulumi stack export` or `pulumi preview --json --show-sames` wrote."
        ),
    ],
    form: Format = "table",
    out: Annotated[
        Path | None, typer.Option("--out", help="Write to this file, not to the screen.")
    ] = None,
    root: Root = None,
) -> None:
    """Hold a state or a preview against all rules; no engine is needed. Status 1 on violations."""
    from kyotsu.policy.check import check_file

    if not check_file(file, form=form, out=out, root=root):
        raise typer.Exit(FAILED)


@app.command()
def matrix(
    framework: Annotated[
        str | None, typer.Option("--framework", help="Only this framework.")
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Renew docs/controls.md.")] = False,
    check_only: Annotated[
        bool, typer.Option("--check", help="Exit status 2 if docs/controls.md is stale.")
    ] = False,
    root: Root = None,
) -> None:
    """Show which control is served by which rules, and what isn't covered."""
    if write and check_only:
        raise UserMistake("give either --write or --check")
    from kyotsu.policy.matrix import print_matrix

    print_matrix(framework, root, write=write, check_only=check_only)


@app.command()
def release(
    out: Annotated[Path, typer.Option("--out", help="The folder for the release's files.")],
    tag: Annotated[
        str | None, typer.Option("--tag", help="The tag that is released, as policies-v0.1.0.")
    ] = None,
    root: Root = None,
) -> None:
    """Make the files of a release of the policy pack: an archive, its hashes and its rules."""
    from kyotsu.policy.release import release as make
    from kyotsu.project import find_root

    made = make(find_root(root), out, tag)
    typer.echo(
        f"{made.archive}: version {made.pack.version}, {made.rules} rules, SHA-256 {made.sha256}"
    )

"""`kyotsu review`: previews stacks and says what the change means; `render` does so from files."""

from pathlib import Path
from typing import Annotated

import typer

from kyotsu.fleet.options import Everything, Since
from kyotsu.review.options import (
    Base,
    Budget,
    Digests,
    EventFiles,
    Form,
    Formats,
    Incomplete,
    Lang,
    Languages,
    Out,
    Whole,
)
from kyotsu.stacks.options import CORES, Foundation, Parallel, Root, Stage, Tenant

app = typer.Typer(add_completion=False)


@app.callback(invoke_without_command=True)
def review(
    context: typer.Context,
    stage: Stage = "local",
    changed_since: Since = None,
    everything: Everything = False,
    tenant: Tenant = None,
    foundation: Foundation = False,
    form: Form = Formats.TERM,
    lang: Lang = Languages.BOTH,
    budget: Budget = None,
    whole: Whole = "",
    out: Out = None,
    keep: Annotated[
        Path | None,
        typer.Option("--keep", help="Keep the engine's files here, a folder a stack."),
    ] = None,
    parallel: Parallel = CORES,
    root: Root = None,
) -> None:
    """Preview stacks, and say what the change means: summary first, then what is dangerous."""
    if context.invoked_subcommand is not None:
        return
    from kyotsu.review.run import Request, run

    request = Request(
        root=root,
        stage=stage,
        changed_since=changed_since,
        everything=everything,
        tenants=tuple(tenant or ()),
        foundation=foundation,
        parallel=parallel,
        keep=keep,
    )
    review, ok = run(request)
    _write(review, form, lang, budget, whole, out)
    if not ok:
        raise typer.Exit(1)


@app.command()
def render(
    events: EventFiles = None,
    digest: Digests = None,
    form: Form = Formats.MD,
    lang: Lang = Languages.BOTH,
    budget: Budget = None,
    whole: Whole = "",
    out: Out = None,
    incomplete: Incomplete = False,
    base: Base = None,
    root: Root = None,
) -> None:
    """Say what previews mean, from the files that the engine wrote. Of any Pulumi project."""
    from kyotsu.review.run import of_files

    review = of_files(events or [], digest or [], incomplete=incomplete, root=root, base=base)
    _write(review, form, lang, budget, whole, out)


def _write(
    review: object, form: Formats, lang: Languages, budget: int | None, whole: str, out: Path | None
) -> None:
    from kyotsu.review.model import Review
    from kyotsu.review.rendering.render import Format, put, rendered
    from kyotsu.review.words.language import Language

    assert isinstance(review, Review)  # noqa: S101 - its type is imported late
    language = Language(str(lang))
    put(rendered(review, Format(str(form)), language=language, budget=budget, whole=whole), out)

"""`kyotsu guardrails`."""

from typing import Annotated, Literal

import typer

from kyotsu.stacks.options import Root

Language = Annotated[Literal["ja", "en"], typer.Option("--lang", help="Language of the words.")]


def guardrails(
    stage: Annotated[str, typer.Option("--stage", help="Whose organization.")] = "local",
    policy: Annotated[
        str | None, typer.Option("--policy", help="Show this policy's statements and its document.")
    ] = None,
    lang: Language = "en",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    root: Root = None,
) -> None:
    """Show the organization's policies: what each denies, where, and how much of AWS's limits."""
    from kyotsu.guardrails.show import print_guardrails

    print_guardrails(stage, policy, lang, root, as_json=as_json)

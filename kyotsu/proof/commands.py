"""`kyotsu proof`: what holds for a stage, before it is deployed."""

import typer

from kyotsu.proof.access.commands import access

app = typer.Typer(no_args_is_help=True, help="What holds for a stage before it is deployed.")
app.command()(access)


@app.callback()
def proof() -> None:
    """Prove what holds for a stage before it is deployed."""

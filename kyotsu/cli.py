"""The command's front door: its sub-commands, and how every one of them ends.

The modules that are imported here are thin: each sub-command imports what it needs when it is
called, so that a check of a thousand tenants doesn't wait for Pulumi's Automation API.
"""

import sys

import typer

from kyotsu.desired.commands import app as desired
from kyotsu.errors import INTERRUPTED, KyotsuError
from kyotsu.local.commands import app as local
from kyotsu.stacks import commands as stacks
from kyotsu.tenant import app as tenant

app = typer.Typer(
    help="Government Common Platform: tenants, stacks and the local stage.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(tenant, name="tenant", help="Declare, check and show tenants.")
app.command()(stacks.preview)
app.command()(stacks.up)
app.command()(stacks.refresh)
app.command()(stacks.destroy)
app.add_typer(desired, name="desired", help="Desired state, evaluated without an engine.")
app.add_typer(local, name="local", help="The local stage: emulated AWS on this machine.")


def main() -> None:
    """Run the command; end with a sentence and an exit status, never with a traceback."""
    try:
        app()
    except KyotsuError as error:
        sys.exit(_ended(str(error), error.exit_status))
    except KeyboardInterrupt:
        sys.exit(_ended("interrupted; run the same command again to finish", INTERRUPTED))


def _ended(message: str, status: int) -> int:
    print(message, file=sys.stderr)
    return status

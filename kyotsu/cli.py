"""The command's front door: its sub-commands, and how every one of them ends.

The modules that are imported here are thin: each sub-command imports what it needs when it is
called, so that a check of a thousand tenants doesn't wait for Pulumi's Automation API.
"""

import sys
from typing import Any

import typer
from typer.core import TyperGroup

from kyotsu.bootstrap.commands import bootstrap
from kyotsu.bundle import commands as bundle
from kyotsu.chargeback.commands import chargeback
from kyotsu.ci.commands import app as ci
from kyotsu.cost.commands import cost
from kyotsu.desired.commands import app as desired
from kyotsu.diff.commands import diff
from kyotsu.errors import Interrupted, KyotsuError
from kyotsu.evidence.commands import evidence
from kyotsu.fleet.commands import app as fleet
from kyotsu.guardrails.commands import guardrails
from kyotsu.ledger.commands import ledger
from kyotsu.local.commands import app as local
from kyotsu.policy import app as policy
from kyotsu.prices.commands import app as prices
from kyotsu.proof.commands import app as proof
from kyotsu.responsibility.commands import responsibility
from kyotsu.review.commands import app as review
from kyotsu.roi.commands import app as roi
from kyotsu.stacks import commands as stacks
from kyotsu.states.commands import app as states
from kyotsu.tenant import app as tenant
from kyotsu.usage.commands import usage


class _Commands(TyperGroup):
    """All commands; Ctrl-C in any of them ends in a sentence, which typer alone doesn't say."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Interrupted("interrupted; run the same command again to finish") from None


app = typer.Typer(
    cls=_Commands,
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
app.command()(diff)
review.command()(bundle.bundle)
review.command()(bundle.key)
app.add_typer(review, name="review", help="What a preview means, and what was approved.")
app.command()(guardrails)
app.command()(bootstrap)
app.add_typer(desired, name="desired", help="Desired state, evaluated without an engine.")
app.add_typer(fleet, name="fleet", help="Runs over many stacks, and what hands them on.")
app.add_typer(ci, name="ci", help="What a pipeline does from a pull request to a deployment.")
app.add_typer(states, name="stack", help="Locks, and what killed engines left unfinished.")
app.command()(ledger)
app.command()(responsibility)
app.command()(evidence)
app.add_typer(policy, name="policy", help="The security rules, and checks by them.")
app.add_typer(proof, name="proof", help="Prove what holds for a stage before it is deployed.")
app.command()(cost)
app.command()(usage)
app.command()(chargeback)
app.add_typer(roi, name="roi", help="Whether joining the platform pays, and whether it paid.")
app.add_typer(prices, name="prices", help="The price book: dated public list prices.")
app.add_typer(local, name="local", help="The local stage: emulated AWS on this machine.")


def main() -> None:
    """Run the command; end with a sentence and an exit status, never with a traceback."""
    try:
        app()
    except KyotsuError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_status)

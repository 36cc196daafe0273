"""Runs the bootstrap of a stage, and shows what it did."""

from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from kyotsu.bootstrap.account import sign_in, told
from kyotsu.bootstrap.bucket import settle_bucket
from kyotsu.bootstrap.key import settle_key
from kyotsu.bootstrap.role import settle_role
from kyotsu.bootstrap.steps import Steps
from kyotsu.declarations import read_stage
from kyotsu.errors import UserMistake
from kyotsu.project import find_root
from tenancy.naming import physical_name
from tenancy.roles import platform_roles


def run(stage: str, root: Path | None, *, dry_run: bool) -> None:
    """Make what has to exist before Pulumi does; what is right already is left as it is.

    Raises:
        UserMistake: there is no such stage, it needs no bootstrap, or its bucket is another's.
        WorldFault: there are no credentials, or AWS refuses something.
    """
    settings = read_stage(find_root(root), stage)
    if settings.emulated:
        raise UserMistake(
            f"stage {stage} needs no bootstrap: its state is in a folder of this machine;"
            " `make up` starts it"
        )
    prefix = settings.name_prefix
    roles = platform_roles(prefix)
    account = sign_in(settings.region)
    steps = Steps(dry_run=dry_run)
    try:
        with told():
            key = settle_key(account, prefix, roles, steps)
            bucket = settle_bucket(account, prefix, key, steps)
            role = settle_role(account, prefix, roles.bootstrap, steps)
    finally:
        # Also where it stopped half-way: what was made until then.
        _show(stage, account.id, steps)
    region = settings.region
    alias = physical_name("kms-alias", prefix, "state")
    typer.echo(
        f"\nThe state of {stage}:\n"
        f"  pulumi login 's3://{bucket}?region={region}'\n"
        f"Its secrets, as the first line of Pulumi.{stage}.yaml:\n"
        f"  secretsprovider: awskms://{alias}?region={region}\n"
        f"The first update, by {role}:\n"
        f"  kyotsu up --stage {stage} --foundation"
    )


def _show(stage: str, account: str, steps: Steps) -> None:
    table = Table(title=f"Bootstrap of {stage} in account {account}")
    for heading in ("what", "name", "result", "why"):
        table.add_column(heading)
    for step in steps.done:
        table.add_row(step.what, step.name, step.result, step.note)
    Console().print(table)

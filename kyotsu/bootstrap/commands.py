"""`kyotsu bootstrap <stage>`."""

from typing import Annotated

import typer

from kyotsu.stacks.options import Root


def bootstrap(
    stage: Annotated[str, typer.Argument(help="The stage: dev or prod.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be made or changed; do nothing.")
    ] = False,
    root: Root = None,
) -> None:
    """Make the state bucket, the key for secrets and the first deploy role. Safe to run again.

    Runs in the management account, as whoever is signed in there.
    """
    from kyotsu.bootstrap.run import run

    run(stage, root, dry_run=dry_run)

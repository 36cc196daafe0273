"""`kyotsu review bundle` and `kyotsu review key`."""

from pathlib import Path
from typing import Annotated

import typer

from kyotsu.stacks.options import CORES, Everything, Foundation, Parallel, Root, Stage, Tenant

Key = Annotated[
    str,
    typer.Option(
        "--key",
        envvar="KYOTSU_BUNDLE_KEY",
        help="What signs: a file with an Ed25519 key, or awskms:<key id, ARN or alias>.",
    ),
]
SignerName = Annotated[
    str,
    typer.Option("--signer", envvar="KYOTSU_BUNDLE_SIGNER", help="The key's name in signers.yaml."),
]
Hours = Annotated[
    float, typer.Option("--hours", min=0.01, max=720, help="How long it can be deployed.")
]


def bundle(
    out: Annotated[Path, typer.Option("--out", help="The file to write.")],
    key: Key,
    signer: SignerName,
    stage: Stage = "local",
    tenant: Tenant = None,
    everything: Everything = False,
    foundation: Foundation = False,
    hours: Hours = 72,
    keep: Annotated[
        Path | None,
        typer.Option("--keep", help="Keep the engine's files here, for `kyotsu review render`."),
    ] = None,
    parallel: Parallel = CORES,
    root: Root = None,
) -> None:
    """Preview, and bind what an update would do into one signed file, for approval."""
    from kyotsu.bundle.make import clean_commit, make
    from kyotsu.bundle.preview import captured
    from kyotsu.bundle.signing import open_signer
    from kyotsu.stacks import work

    signs = open_signer(signer, key)
    job = work.prepare(root, stage, tenant, everything=everything, foundation=foundation)
    at = clean_commit(job.root)
    with captured(job, parallel=parallel, keep=keep) as previews:
        made = make(
            job,
            at,
            previews.capture,
            previews.run,
            previews.outcomes,
            signer=signs,
            hours=hours,
            out=out,
        )
    typer.echo(
        f"Bundle {made.name} of {len(made.stacks)} stacks is in {out}; it can be deployed until "
        f"{made.expires_at:%Y-%m-%d %H:%M} UTC:\n  kyotsu up --stage {stage} --bundle {out}"
    )


def key(
    out: Annotated[Path, typer.Option("--out", help="The file for the private key.")],
) -> None:
    """Make a key that signs bundles, and print its public half for signers.yaml."""
    from kyotsu.bundle.signing import new_key

    typer.echo(new_key(out), nl=False)

"""Previews what one job of the matrix was given, and leaves what later jobs need."""

from dataclasses import dataclass, replace
from pathlib import Path

from kyotsu.bundle.make import clean_commit, make
from kyotsu.bundle.preview import captured
from kyotsu.bundle.signing import Signer
from kyotsu.ci.accounts import with_account
from kyotsu.ci.reviewing import review_captured
from kyotsu.ci.shard import BUNDLE, Shard
from kyotsu.review.rendering.render import Format, put, rendered
from kyotsu.stacks.work import Job
from kyotsu.states.room import Room

SARIF, MARKDOWN = "review.sarif", "review.md"
_SUMMARY = 1_000_000
"""Bytes. GitHub shows no larger summary of a job's step."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a job is to do. `base` is the commit that the change is compared with."""

    name: str
    out: Path
    base: str
    signer: Signer
    hours: float
    parallel: int


def preview(job: Job, order: Order) -> Shard:
    """Preview, review, and bind where all went well. Tenants without an account have to wait.

    Raises:
        UserMistake: something here isn't committed.
        WorldFault: the state or the folder can't be used.
    """
    at = clean_commit(job.root)
    there = with_account(Room.open(job.root, job.settings.name))
    tenants = tuple(one for one in job.selection.tenants if one.tenant in there)
    waiting = tuple(one.tenant or "" for one in job.selection.tenants if one not in tenants)
    job = replace(job, selection=replace(job.selection, tenants=tenants))
    folder = order.out / order.name
    bundle = ""
    with captured(job, parallel=order.parallel) as previews:
        review = replace(review_captured(job.root, previews, order.base), commit=at.commit)
        if previews.outcomes and all(one.ok for one in previews.outcomes):
            bundle = make(
                job,
                at,
                previews.capture,
                previews.run,
                previews.outcomes,
                signer=order.signer,
                hours=order.hours,
                out=folder / BUNDLE,
            ).name
    shard = Shard(
        name=order.name,
        stage=job.settings.name,
        commit=at.commit,
        review=review,
        bundle=bundle,
        waiting=waiting,
        complete=all(one.ok for one in previews.outcomes),
    )
    shard.write(folder)
    put(rendered(review, Format.SARIF), folder / SARIF)
    put(rendered(review, Format.MD, budget=_SUMMARY), folder / MARKDOWN)
    return shard

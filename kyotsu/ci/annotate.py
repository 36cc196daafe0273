"""Hands the verdicts to GitHub's code scanning, which shows each at its line of a tenant's file."""

import base64
import gzip
import os
from pathlib import Path
from typing import Final

from kyotsu.ci.github import answers, connect
from kyotsu.ci.shard import joined, shards, stages
from kyotsu.errors import UserMistake
from kyotsu.review.rendering.sarif import as_sarif

_LARGEST: Final = 10 * 1024 * 1024
"""Bytes, compressed:
https://docs.github.com/en/rest/code-scanning/code-scanning#upload-an-analysis-as-sarif-data"""


def annotate(reviews: Path) -> tuple[str, ...]:
    """Upload an analysis for each stage that was previewed, and return the stages.

    The commit and the reference are the pipeline's own: GITHUB_SHA and GITHUB_REF.

    Raises:
        UserMistake: there are no previews, or a variable isn't set.
        WorldFault: GitHub doesn't take it.
    """
    commit, reference = os.environ.get("GITHUB_SHA"), os.environ.get("GITHUB_REF")
    if not (commit and reference):
        raise UserMistake("GITHUB_SHA or GITHUB_REF isn't set; a GitHub pipeline sets them")
    found = stages(reviews)
    repository = connect()
    for stage in found:
        packed = gzip.compress(as_sarif(joined(shards(reviews, stage))).encode(), mtime=0)
        if len(packed) > _LARGEST:
            raise UserMistake(f"the analysis of {stage} is larger than GitHub takes (10 MB)")
        with answers(f"take the analysis of {stage}"):
            repository.requester.requestJsonAndCheck(
                "POST",
                f"{repository.url}/code-scanning/sarifs",
                input={
                    "commit_sha": commit,
                    "ref": reference,
                    "sarif": base64.b64encode(packed).decode(),
                    "tool_name": f"kyotsu {stage}",
                },
            )
    return found

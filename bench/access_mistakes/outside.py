"""Mistakes by which somebody outside of the organization gets in, or data out."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bench.access_mistakes.guardrails import detached
from bench.access_mistakes.roles import trusting
from bench.access_mistakes.stage import ROLE, Document, Plant, Stage, granting, in_document
from kyotsu.desired.graph import Graph

_ISSUER: Final = "token.actions.githubusercontent.com"


def _without_perimeter(stage: Stage) -> tuple[Graph, ...]:
    opened = trusting(stage, {"AWS": "arn:aws:iam::111122223333:root"})
    return detached("perimeter-1-root")(replace(stage, graphs=opened))


def _every_repository(document: Document) -> None:
    statement = document["Statement"][0]
    statement["Condition"] = {
        "StringEquals": {f"{_ISSUER}:aud": "sts.amazonaws.com"},
        "StringLike": {f"{_ISSUER}:sub": "repo:*"},
    }


KINDS: Final[Mapping[str, tuple[str, Plant]]] = {
    "an endpoint that lets anybody's credentials pass": (
        "ACC-7",
        lambda s: s.victims_edited(
            granting(
                "aws:ec2/vpcEndpoint:VpcEndpoint",
                "s3",
                "policy",
                Principal={"AWS": "*"},
                Action="s3:PutObject",
                Resource="*",
            )
        ),
    ),
    "an outsider in a trust, without the perimeter": ("ACC-7", _without_perimeter),
}
"""By kind: the statement that is violated about the tenant, and how it is planted."""

OF_MANAGEMENT: Final[Mapping[str, tuple[str, Plant]]] = {
    "a pipeline's trust in every repository": (
        "ACC-7",
        lambda s: s.edited(
            s.foundation,
            in_document(ROLE, "pipeline-deploy", "assumeRolePolicy", _every_repository),
        ),
    ),
}
"""The same, about the management account."""

"""Mistakes by which a tenant weakens guardrails, logs or detectors."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from bench.access_mistakes.stage import (
    ATTACHMENT,
    Document,
    Plant,
    Stage,
    dropping,
    guardrail,
    is_a,
    of_foundation,
    without,
)
from kyotsu.desired.graph import Graph, Resource

_ACCOUNT: Final = "aws:organizations/account:Account"
_DELEGATED: Final = "aws:organizations/delegatedAdministrator:DelegatedAdministrator"


def detached(name: str) -> Plant:
    """Return a mistake: a policy of the organization that hangs on nothing any more."""
    return lambda stage: stage.edited(stage.foundation, without(ATTACHMENT, name))


def _exempting(condition: Document) -> Any:
    """Return a change by which guardrails let through others than the platform's roles."""

    def change(document: Document) -> None:
        for statement in document["Statement"]:
            found = statement.get("Condition", {})
            if "ArnNotLike" in found:
                del found["ArnNotLike"]
                statement["Condition"] = {**found, **condition}

    return change


def _moved_to_root(stage: Stage) -> tuple[Graph, ...]:
    def change(resource: Resource) -> Resource:
        if not is_a(resource, _ACCOUNT, stage.victim):
            return resource
        inputs = {key: one for key, one in resource.inputs.items() if key != "parentId"}
        return replace(resource, inputs=inputs)

    return stage.edited(stage.foundation, change)


def _delegated(stage: Stage) -> tuple[Graph, ...]:
    inputs = {"accountId": stage.account(stage.other), "servicePrincipal": "sso.amazonaws.com"}
    beside = (_DELEGATED, "config")
    return stage.added(stage.foundation, beside, (_DELEGATED, "people"), inputs).graphs


KINDS: Final[Mapping[str, tuple[str, Plant]]] = {
    "guardrails detached from the root": ("ACC-3", detached("everywhere-1-root")),
    "guardrails detached from the ministries": ("ACC-3", detached("tenants-1-ministries")),
    "the guardrails on data detached": ("ACC-3", detached("data-1-ministries")),
    "guardrails that let every role through": (
        "ACC-3",
        guardrail(
            "everywhere-1",
            _exempting({"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/*"}}),
        ),
    ),
    "guardrails that let through whoever has a tag": (
        "ACC-3",
        guardrail(
            "everywhere-1",
            _exempting({"StringNotEquals": {"aws:PrincipalTag/work": "platform"}}),
        ),
    ),
    "a guardrail on detectors removed": (
        "ACC-3",
        guardrail("everywhere-1", dropping("DetectorsAndRecordersStay")),
    ),
    "an account outside of its unit": ("ACC-3", _moved_to_root),
}
"""By kind: the statement that is violated about the tenant, and how it is planted."""

OF_FOUNDATION: Final[Mapping[str, tuple[str, Plant]]] = {
    "a bucket of logs open to the organization": (
        "ACC-3",
        of_foundation(
            "aws:s3/bucketPolicy:BucketPolicy",
            "log-archive-access",
            "policy",
            Principal={"AWS": "*"},
            Action="s3:GetObject",
            Resource="arn:aws:s3:::*",
        ),
    ),
    "a tenant that administers the organization's sign-in": ("ACC-3", _delegated),
}
"""The same, about the foundation."""

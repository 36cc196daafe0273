"""Mistakes in the platform's own roles: for previews, and for emergencies."""

from collections.abc import Mapping
from typing import Final

from bench.access_mistakes.stage import (
    ROLE,
    ROLE_POLICY,
    Document,
    Plant,
    in_document,
    of_foundation,
)

_PREVIEW: Final = (ROLE_POLICY, "pipeline-preview", "policy")


def _no_factor(document: Document) -> None:
    del document["Statement"][0]["Condition"]["Bool"]
    del document["Statement"][0]["Condition"]["NumericLessThan"]


def _factor_if_told(document: Document) -> None:
    """Ask for a second factor only where the request says anything of one."""
    condition = document["Statement"][0]["Condition"]
    condition["BoolIfExists"] = condition.pop("Bool")
    condition["NumericLessThanIfExists"] = condition.pop("NumericLessThan")


KINDS: Final[Mapping[str, tuple[str, Plant]]] = {
    "a role for previews that writes": (
        "ACC-4",
        of_foundation(*_PREVIEW, Action="s3:PutObject", Resource="arn:aws:s3:::*"),
    ),
    "a role for previews with all but a few actions": (
        "ACC-4",
        of_foundation(*_PREVIEW, NotAction=["iam:*", "organizations:*", "sts:*"], Resource="*"),
    ),
    "a role for previews that reads what starts something": (
        "ACC-4",
        of_foundation(
            *_PREVIEW,
            Action="lambda:Invoke*",
            NotResource="arn:aws:lambda:*:*:function:kyotsu-*",
        ),
    ),
    "an emergency role without a second factor": (
        "ACC-6",
        lambda s: s.edited(
            s.foundation, in_document(ROLE, "break-glass", "assumeRolePolicy", _no_factor)
        ),
    ),
    "an emergency role that asks for a second factor if there is one": (
        "ACC-6",
        lambda s: s.edited(
            s.foundation, in_document(ROLE, "break-glass", "assumeRolePolicy", _factor_if_told)
        ),
    ),
    "a way into accounts beside the emergency role": (
        "ACC-6",
        of_foundation(*_PREVIEW, Action="sts:AssumeRole", Resource="*"),
    ),
}
"""By kind: the statement that is violated about the foundation, and how it is planted."""

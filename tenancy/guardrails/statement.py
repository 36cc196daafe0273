"""`Guard`: one typed statement of a service control policy or a resource control policy.

Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
and https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tenancy.vocabulary import Text

ORGANIZATION_ID: Final = "o-" + "x" * 32
"""Stands for the organization's id, which is known only once there is one.

It is as long as an id can be, so that what is counted is what there may be at most:
https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html
"""

Conditions = Mapping[str, Mapping[str, str | tuple[str, ...]]]
"""An operator, keys and values, as AWS writes them: `{"Bool": {"aws:SecureTransport": "false"}}`"""


@dataclass(frozen=True, kw_only=True)
class Guard:
    """What is denied, to whom, and why.

    Exactly one of `actions` and `but` is given: `but` denies everything except these actions. A
    guard of resources (`of_resources`) holds whoever calls, from inside or outside.
    """

    sid: str
    why: Text
    actions: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    resources: tuple[str, ...] = ("*",)
    conditions: Conditions = field(default_factory=dict[str, Mapping[str, str | tuple[str, ...]]])
    of_resources: bool = False

    def __post_init__(self) -> None:
        if bool(self.actions) == bool(self.but):
            raise ValueError(f"{self.sid} needs either actions or but")

    def as_dict(self) -> dict[str, Any]:
        """Return the statement with the element names that AWS uses."""
        elements: dict[str, Any] = {"Sid": self.sid, "Effect": "Deny"}
        if self.of_resources:
            elements["Principal"] = "*"
        elements["Action" if self.actions else "NotAction"] = _compact(self.actions or self.but)
        elements["Resource"] = _compact(self.resources)
        if self.conditions:
            elements["Condition"] = {
                operator: {key: _compact(values) for key, values in keys.items()}
                for operator, keys in self.conditions.items()
            }
        return elements


def unless(*principals: str) -> dict[str, dict[str, str | tuple[str, ...]]]:
    """Return the condition that lets some principals through, by their ARNs."""
    return {"ArnNotLike": {"aws:PrincipalArn": principals}}


def _compact(values: str | tuple[str, ...]) -> str | list[str]:
    """Write a single value without brackets; it saves characters."""
    if isinstance(values, str):
        return values
    return values[0] if len(values) == 1 else list(values)

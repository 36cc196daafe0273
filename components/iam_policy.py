"""IAM policy documents as typed statements.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast

import pulumi

ANYONE: Mapping[str, Sequence[pulumi.Input[str]]] = {"AWS": ("*",)}


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One statement of a policy document.

    `principals` is left out in identity policies. `conditions` maps an operator to keys and their
    values, as AWS writes them: `{"Bool": {"aws:SecureTransport": "false"}}`.
    """

    sid: str
    actions: Sequence[str]
    resources: Sequence[pulumi.Input[str]] = ("*",)
    effect: Literal["Allow", "Deny"] = "Allow"
    principals: Mapping[str, Sequence[pulumi.Input[str]]] | None = None
    conditions: Mapping[str, Mapping[str, pulumi.Input[str] | Sequence[pulumi.Input[str]]]] = field(
        default_factory=dict[str, Mapping[str, pulumi.Input[str] | Sequence[pulumi.Input[str]]]]
    )

    def as_dict(self) -> dict[str, Any]:
        """Return the statement with the element names that AWS uses."""
        elements: dict[str, Any] = {"Sid": self.sid, "Effect": self.effect}
        if self.principals is not None:
            elements["Principal"] = {kind: _compact(who) for kind, who in self.principals.items()}
        elements["Action"] = _compact(self.actions)
        elements["Resource"] = _compact(self.resources)
        if self.conditions:
            elements["Condition"] = {
                operator: {key: _compact(value) for key, value in keys.items()}
                for operator, keys in self.conditions.items()
            }
        return elements


def _compact(values: Any) -> Any:
    """Write a single value without brackets, as AWS gives it back; it also saves characters."""
    if not isinstance(values, list | tuple):
        return values
    several = list(cast("Sequence[Any]", values))
    return several[0] if len(several) == 1 else several


def document(*statements: Statement) -> pulumi.Output[str]:
    """Return the policy document of these statements as JSON text."""
    return pulumi.Output.json_dumps(
        {"Version": "2012-10-17", "Statement": [statement.as_dict() for statement in statements]}
    )


def trust(service: str, *, source_account: pulumi.Input[str] | None) -> pulumi.Output[str]:
    """Return the trust policy of a role that one AWS service takes on for one account.

    The condition on the source account keeps another customer from using the service as a
    confused deputy. It is None only for a service that doesn't tell for whom it acts, and that can
    be handed a role of its caller's own account only:
    https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
    """
    # A trust policy has no Resource element, so it can't be written as a Statement.
    statement: dict[str, Any] = {
        "Sid": "ServiceOfThisAccount",
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "sts:AssumeRole",
    }
    if source_account is not None:
        statement["Condition"] = {"StringEquals": {"aws:SourceAccount": source_account}}
    return pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": [statement]})

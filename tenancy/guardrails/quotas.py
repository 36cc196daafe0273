"""How large a policy of an organization may be, and how many of a type hang on one unit.

Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html. The
two figures of service control policies are those since 15 May 2026; before, they were half.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

PolicyType = Literal[
    "SERVICE_CONTROL_POLICY",
    "RESOURCE_CONTROL_POLICY",
    "TAG_POLICY",
    "BACKUP_POLICY",
    "AISERVICES_OPT_OUT_POLICY",
]


@dataclass(frozen=True, kw_only=True)
class Quota:
    """What AWS allows of one type of policy."""

    characters: int
    """The most in one document. White space counts, so we write none."""
    attachments: int
    """The most on the root, a unit or an account; what is inherited doesn't count."""
    taken: int = 0
    """How many of these AWS's own policy takes that allows everything, which has to stay."""


QUOTAS: Final[Mapping[PolicyType, Quota]] = {
    "SERVICE_CONTROL_POLICY": Quota(characters=10_240, attachments=10, taken=1),
    "RESOURCE_CONTROL_POLICY": Quota(characters=5_120, attachments=5, taken=1),
    "TAG_POLICY": Quota(characters=10_000, attachments=10),
    "BACKUP_POLICY": Quota(characters=10_000, attachments=10),
    "AISERVICES_OPT_OUT_POLICY": Quota(characters=2_500, attachments=5),
}

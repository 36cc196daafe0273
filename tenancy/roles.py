"""The names that are the same in each account: the platform's roles and what goes with them."""

from dataclasses import dataclass
from typing import Final

from tenancy.naming import physical_name

ACCESS_ROLE: Final = "OrganizationAccountAccessRole"
"""The role that AWS Organizations makes in each new account, for the management account to take on.

It is the only one by which the platform changes something in an account.
"""
BOUNDARY_PATH: Final = "/boundary/"
"""Where permissions boundaries are. No policy that grants something is there."""


@dataclass(frozen=True, kw_only=True)
class PlatformRoles:
    """The names that are the same in each account of a stage, so that policies can tell them."""

    deploy: str
    """The pipeline's, for updates: in the management account."""
    bootstrap: str
    """For the first update, by hand: in the management account."""
    preview: str
    """The pipeline's, for previews, which only reads: in the management account."""
    compare: str
    """The pipeline's, for finding drift: in the management account."""
    break_glass: str
    """For emergencies: in the management account."""
    boundary: str
    """The policy beyond which no role of a tenant gets: in each tenant's account."""
    backup: str
    """What AWS Backup takes on: in each tenant's account."""
    ingress: str
    """The load balancer that takes users in from the internet: in each tenant's account."""
    backup_vault: str
    """Where backups go, in both regions: in each tenant's account."""
    pattern: str
    """Matches the name of each role that the platform makes."""


def platform_roles(name_prefix: str) -> PlatformRoles:
    """Return the names in a stage whose names begin with `name_prefix`."""
    return PlatformRoles(
        deploy=physical_name("iam-role", name_prefix, "deploy"),
        bootstrap=physical_name("iam-role", name_prefix, "bootstrap"),
        preview=physical_name("iam-role", name_prefix, "preview"),
        compare=physical_name("iam-role", name_prefix, "compare"),
        break_glass=physical_name("iam-role", name_prefix, "break-glass"),
        boundary=physical_name("iam-policy", name_prefix, "boundary"),
        backup=physical_name("iam-role", name_prefix, "backup"),
        ingress=physical_name("load-balancer", name_prefix, "ingress"),
        backup_vault=physical_name("backup-vault", name_prefix, "backup"),
        pattern=f"{name_prefix}-*",
    )


def role_arn(name: str, account: str = "*") -> str:
    """Return a role's ARN, in one account or as a pattern for all."""
    return f"arn:aws:iam::{account}:role/{name}"


def boundary_arn(name: str, account: str = "*") -> str:
    """Return a boundary's ARN, in one account or as a pattern for all."""
    return f"arn:aws:iam::{account}:policy{BOUNDARY_PATH}{name}"

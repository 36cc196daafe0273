"""Policies that AWS carries out by itself: tags, backups, and no data for training AI.

Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_inheritance_mgmt.html
"""

from collections.abc import Iterable
from typing import Any, Final

from tenancy.defaults import PROD_BACKUP_RETENTION_AT_LEAST
from tenancy.roles import PlatformRoles, role_arn

LEAST_BACKUP_DAYS: Final = PROD_BACKUP_RETENTION_AT_LEAST
"""For how long the organization's own backups are kept, whatever a tenant declares.

No vault's lock asks for more, so none refuses them.
"""

# Types whose tags AWS can enforce, of those that tenants pay for most:
# https://docs.aws.amazon.com/organizations/latest/userguide/supported-resources-enforcement.html
_ENFORCED: Final = (
    "dynamodb:table",
    "ec2:instance",
    "ec2:snapshot",
    "ec2:volume",
    "lambda:function",
    "rds:db",
    "s3:bucket",
)


def tags(*, stage: str, environment: str, ministries: Iterable[str]) -> dict[str, Any]:
    """Return which values the tags of `TenantPlan.tags` may have.

    A system's key begins with its ministry's, so one pattern a ministry is enough for `CostCenter`.
    """
    keys = tuple(ministries)
    allowed: dict[str, list[str]] = {
        "Stage": [stage],
        "Environment": [environment],
        "Ministry": list(keys),
        "CostCenter": [f"{key}-*" for key in keys],
        "DataClassification": [f"confidentiality-{grade}" for grade in (1, 2, 3)],
        "Availability": [f"availability-{grade}" for grade in (1, 2)],
    }
    return {
        "tags": {
            key.lower(): {
                "tag_key": {"@@assign": key},
                "tag_value": {"@@assign": values},
                "enforced_for": {"@@assign": list(_ENFORCED)},
            }
            for key, values in allowed.items()
        }
    }


def backups(*, stage: str, region: str, roles: PlatformRoles) -> dict[str, Any]:
    """Return the backups that every tenant's account makes at least: weekly, of all that is ours.

    The vault and the role have the same name in each tenant's account.
    """
    return {
        "plans": {
            "organization-minimum": {
                "regions": {"@@assign": [region]},
                "rules": {
                    "weekly": {
                        # Sunday, 03:00 in Japan: after the tenants' own, which are nightly.
                        "schedule_expression": {"@@assign": "cron(0 18 ? * 7 *)"},
                        "start_backup_window_minutes": {"@@assign": "60"},
                        "complete_backup_window_minutes": {"@@assign": "480"},
                        "target_backup_vault_name": {"@@assign": roles.backup_vault},
                        "lifecycle": {"delete_after_days": {"@@assign": str(LEAST_BACKUP_DAYS)}},
                    }
                },
                "selections": {
                    "tags": {
                        "declared": {
                            "iam_role_arn": {"@@assign": role_arn(roles.backup, "$account")},
                            "tag_key": {"@@assign": "Stage"},
                            "tag_value": {"@@assign": [stage]},
                        }
                    }
                },
            }
        }
    }


def no_training() -> dict[str, Any]:
    """Return that no AWS service may use the organization's content to improve its AI."""
    closed = {"@@operators_allowed_for_child_policies": ["@@none"]}
    return {
        "services": {
            **closed,
            "default": {**closed, "opt_out_policy": {**closed, "@@assign": "optOut"}},
        }
    }

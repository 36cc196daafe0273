"""What people may do, by the work they have: the permission sets of a stage.

Unified standards R7, 2.1.1(8) (whoever asks doesn't approve) and 7.1.4 (logs are administered apart
from all else): no set holds two of these works.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from tenancy.vocabulary import Text

Work = Literal["developer", "operator", "auditor", "platform-engineer", "log-administrator"]
_AWS: Final = "arn:aws:iam::aws:policy"


@dataclass(frozen=True, kw_only=True)
class PermissionSetPlan:
    """One permission set: AWS's own policies, what is added to them, and what is taken away."""

    work: Work
    title: Text
    managed: tuple[str, ...]
    """ARNs of AWS's policies."""
    allowed: tuple[str, ...] = ()
    """Actions that these don't have."""
    denied: tuple[str, ...] = ()
    """Actions that are taken from them."""
    hours: int = 1
    """How long a session lasts."""
    bounded: bool = False
    """Whether the tenant's boundary holds it."""


PERMISSION_SETS: Final[Mapping[Work, PermissionSetPlan]] = {
    plan.work: plan
    for plan in (
        PermissionSetPlan(
            work="developer",
            title=Text(ja="システム開発者", en="Builds a system, within the boundary"),
            managed=(f"{_AWS}/PowerUserAccess",),
            # Roles for the system's own parts; the boundary demands itself of each.
            allowed=(
                "iam:AttachRolePolicy",
                "iam:CreateRole",
                "iam:DeleteRole",
                "iam:DeleteRolePolicy",
                "iam:DetachRolePolicy",
                "iam:Get*",
                "iam:List*",
                "iam:PassRole",
                "iam:PutRolePolicy",
                "iam:TagRole",
            ),
            hours=8,
            bounded=True,
        ),
        PermissionSetPlan(
            work="operator",
            title=Text(ja="システム運用者", en="Runs a system, and builds nothing"),
            managed=(f"{_AWS}/ReadOnlyAccess",),
            allowed=(
                "autoscaling:SetDesiredCapacity",
                "backup:StartRestoreJob",
                "ec2:RebootInstances",
                "ec2:StartInstances",
                "ec2:StopInstances",
                "ecs:UpdateService",
                "rds:RebootDBInstance",
                "rds:StartDBInstance",
                "rds:StopDBInstance",
                "ssm:ResumeSession",
                "ssm:StartAutomationExecution",
                "ssm:StartSession",
                "ssm:TerminateSession",
                "support:*",
            ),
            hours=4,
            bounded=True,
        ),
        PermissionSetPlan(
            work="auditor",
            title=Text(ja="監査者", en="Sees how things are set, and no data"),
            managed=(f"{_AWS}/SecurityAudit", f"{_AWS}/job-function/ViewOnlyAccess"),
            denied=("s3:GetObject", "secretsmanager:GetSecretValue", "ssm:GetParameter*"),
            hours=4,
        ),
        PermissionSetPlan(
            work="platform-engineer",
            title=Text(ja="基盤技術者", en="Looks after the platform; changes go by the pipeline"),
            managed=(f"{_AWS}/ReadOnlyAccess", f"{_AWS}/AWSSupportAccess"),
            denied=("kms:Decrypt", "s3:GetObject", "secretsmanager:GetSecretValue"),
            hours=4,
        ),
        PermissionSetPlan(
            work="log-administrator",
            title=Text(
                ja="ログ管理者", en="Reads and searches the log archive, and changes nothing"
            ),
            managed=(f"{_AWS}/job-function/ViewOnlyAccess",),
            allowed=(
                "athena:Get*",
                "athena:List*",
                "athena:StartQueryExecution",
                "athena:StopQueryExecution",
                "glue:GetDatabase*",
                "glue:GetPartition*",
                "glue:GetTable*",
                "kms:Decrypt",
                "logs:FilterLogEvents",
                "logs:GetLogEvents",
                "logs:GetQueryResults",
                "logs:StartQuery",
                "logs:StopQuery",
                "s3:GetObject",
                "s3:GetObjectVersion",
            ),
            hours=2,
        ),
    )
}

"""`TenantBoundary`: beyond what no role in a tenant's account gets, whatever it is granted."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.iam_policy import Statement, document
from tenancy.roles import (
    ACCESS_ROLE,
    BOUNDARY_PATH,
    PlatformRoles,
    boundary_arn,
    role_arn,
)


@dataclass(frozen=True, kw_only=True)
class TenantBoundaryArgs:
    """What `TenantBoundary` needs: the names that are the same in each tenant's account."""

    names: PlatformRoles


class TenantBoundary(pulumi.ComponentResource):
    """A permissions boundary that can't be shed: it grants nothing, and limits everything.

    Within it a tenant's people may make roles for their system, but only roles that have the same
    boundary; they can't take it off, change it, or touch the platform's roles. The service control
    policy `RolesWithinBoundary` demands it of each new role, so nobody in the account gets past:
    https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html

    `arn`: what roles name as their boundary.

        TenantBoundary("boundary", TenantBoundaryArgs(names=platform_roles("kyotsu-dev")))
    """

    arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: TenantBoundaryArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:access:TenantBoundary", name, {}, opts)
        boundary = aws.iam.Policy(
            name,
            name=args.names.boundary,
            path=BOUNDARY_PATH,
            description="Beyond this no role of the tenant gets; it grants nothing",
            policy=document(*limits(args.names)),
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.arn = boundary.arn
        self.register_outputs({"arn": self.arn})


def limits(roles: PlatformRoles) -> tuple[Statement, ...]:
    """Return the statements of the boundary."""
    mine = boundary_arn(roles.boundary)
    return (
        Statement(sid="AllThatIsGranted", actions=("*",)),
        Statement(
            sid="OnlyRolesWithinThis",
            effect="Deny",
            actions=(
                "iam:CreateRole",
                "iam:CreateUser",
                "iam:PutRolePermissionsBoundary",
                "iam:PutUserPermissionsBoundary",
            ),
            conditions={"StringNotLike": {"iam:PermissionsBoundary": mine}},
        ),
        Statement(
            sid="NeverWithoutThis",
            effect="Deny",
            actions=("iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary"),
        ),
        Statement(
            sid="ThisStaysAsItIs",
            effect="Deny",
            actions=(
                "iam:CreatePolicyVersion",
                "iam:DeletePolicy",
                "iam:DeletePolicyVersion",
                "iam:SetDefaultPolicyVersion",
            ),
            resources=(mine,),
        ),
        Statement(
            sid="NoRolesOfThePlatform",
            effect="Deny",
            actions=(
                "iam:AttachRolePolicy",
                "iam:DeleteRole*",
                "iam:DetachRolePolicy",
                "iam:PassRole",
                "iam:PutRole*",
                "iam:UpdateAssumeRolePolicy",
                "iam:UpdateRole",
                "sts:AssumeRole",
            ),
            resources=(role_arn(roles.pattern), role_arn(ACCESS_ROLE)),
        ),
        Statement(
            sid="NoAccountsOrOrganization",
            effect="Deny",
            actions=("account:*", "aws-portal:*", "organizations:*"),
        ),
    )

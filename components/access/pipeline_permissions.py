"""What the pipeline's roles may do in the management account."""

from components.iam_policy import Statement
from tenancy.roles import ACCESS_ROLE, role_arn

# No whole service: nothing here closes an account, lets one go, or ends the organization.
_ORGANIZATION = (
    "organizations:AttachPolicy",
    "organizations:CreateAccount",
    "organizations:CreateOrganizationalUnit",
    "organizations:CreatePolicy",
    "organizations:DeleteOrganizationalUnit",
    "organizations:DeletePolicy",
    "organizations:DeregisterDelegatedAdministrator",
    "organizations:DetachPolicy",
    "organizations:DisableAWSServiceAccess",
    "organizations:EnableAWSServiceAccess",
    "organizations:EnablePolicyType",
    "organizations:MoveAccount",
    "organizations:RegisterDelegatedAdministrator",
    "organizations:TagResource",
    "organizations:UntagResource",
    "organizations:UpdateOrganizationalUnit",
    "organizations:UpdatePolicy",
)
_DELEGATION = (
    "guardduty:DisableOrganizationAdminAccount",
    "guardduty:EnableOrganizationAdminAccount",
    "iam:EnableOrganizations*",
    "inspector2:DisableDelegatedAdminAccount",
    "inspector2:EnableDelegatedAdminAccount",
    "macie2:DisableOrganizationAdminAccount",
    "macie2:EnableOrganizationAdminAccount",
    "securityhub:DisableOrganizationAdminAccount",
    "securityhub:EnableOrganizationAdminAccount",
)
_PEOPLE = (
    "identitystore:CreateGroup",
    "identitystore:DeleteGroup",
    "identitystore:UpdateGroup",
    "sso:AttachManagedPolicyToPermissionSet",
    "sso:CreateAccountAssignment",
    "sso:CreatePermissionSet",
    "sso:DeleteAccountAssignment",
    "sso:DeleteInlinePolicyFromPermissionSet",
    "sso:DeletePermissionSet",
    "sso:DeletePermissionsBoundaryFromPermissionSet",
    "sso:DetachManagedPolicyFromPermissionSet",
    "sso:ProvisionPermissionSet",
    "sso:PutInlinePolicyToPermissionSet",
    "sso:PutPermissionsBoundaryToPermissionSet",
    "sso:TagResource",
    "sso:UntagResource",
    "sso:UpdatePermissionSet",
)
_WATCHING = (
    "bcm-data-exports:CreateExport",
    "bcm-data-exports:DeleteExport",
    "bcm-data-exports:TagResource",
    "bcm-data-exports:UpdateExport",
    "budgets:ModifyBudget",
    "budgets:TagResource",
    "ce:CreateAnomaly*",
    "ce:CreateCostCategoryDefinition",
    "ce:DeleteAnomaly*",
    "ce:DeleteCostCategoryDefinition",
    "ce:TagResource",
    "ce:UpdateAnomaly*",
    "ce:UpdateCostAllocationTagsStatus",
    "ce:UpdateCostCategoryDefinition",
    "cloudtrail:AddTags",
    "cloudtrail:CreateTrail",
    "cloudtrail:PutEventSelectors",
    "cloudtrail:StartLogging",
    "cloudtrail:UpdateTrail",
    "kms:CreateAlias",
    "kms:CreateKey",
    "kms:EnableKeyRotation",
    "kms:PutKeyPolicy",
    "kms:TagResource",
    "kms:UpdateAlias",
)
READING = (
    "bcm-data-exports:Get*",
    "bcm-data-exports:List*",
    "budgets:View*",
    "ce:Get*",
    "ce:List*",
    "cloudtrail:Describe*",
    "cloudtrail:GetTrail*",
    "cloudtrail:List*",
    "events:Describe*",
    "events:List*",
    "guardduty:List*",
    "iam:Get*",
    "iam:List*",
    "identitystore:Describe*",
    "identitystore:List*",
    "inspector2:Get*",
    "inspector2:List*",
    "kms:Describe*",
    "kms:Get*",
    "kms:List*",
    "logs:Describe*",
    "logs:List*",
    "macie2:List*",
    "organizations:Describe*",
    "organizations:List*",
    "s3:GetBucket*",
    "s3:GetEncryptionConfiguration",
    "s3:GetLifecycleConfiguration",
    "securityhub:List*",
    "sns:Get*",
    "sns:List*",
    "sso:Describe*",
    "sso:Get*",
    "sso:List*",
)

_INTO_ACCOUNTS = Statement(
    sid="IntoAccounts", actions=("sts:AssumeRole",), resources=(role_arn(ACCESS_ROLE),)
)


def deploying(name_prefix: str) -> tuple[Statement, ...]:
    """Return what updates need: the management account's own parts, and the way into the others."""
    own = f"{name_prefix}-*"
    return (
        _state(name_prefix, "s3:DeleteObject", "s3:GetObject", "s3:PutObject"),
        Statement(sid="StateList", actions=("s3:ListBucket",), resources=(_bucket(name_prefix),)),
        _INTO_ACCOUNTS,
        Statement(sid="Read", actions=READING),
        Statement(sid="Organization", actions=(*_ORGANIZATION, *_DELEGATION)),
        Statement(sid="People", actions=_PEOPLE),
        Statement(sid="Watching", actions=_WATCHING),
        Statement(
            sid="OwnParts",
            actions=("events:*", "logs:*", "sns:*"),
            resources=(
                f"arn:aws:events:*:*:rule/{own}",
                f"arn:aws:logs:*:*:log-group:/{name_prefix}/*",
                f"arn:aws:sns:*:*:{own}",
            ),
        ),
        Statement(
            sid="OwnRoles",
            actions=(
                "iam:AttachRolePolicy",
                "iam:CreateRole",
                "iam:DeleteRole*",
                "iam:DetachRolePolicy",
                "iam:PassRole",
                "iam:PutRolePolicy",
                "iam:TagRole",
                "iam:UntagRole",
                "iam:UpdateAssumeRolePolicy",
                "iam:UpdateRole",
            ),
            resources=(role_arn(own),),
        ),
        Statement(
            sid="OwnPipeline",
            actions=("iam:*OpenIDConnectProvider*",),
            resources=("arn:aws:iam::*:oidc-provider/*",),
        ),
    )


def previewing(name_prefix: str) -> tuple[Statement, ...]:
    """Return what previews need: to read the state and how things are, and no object's content."""
    return (
        _state(name_prefix, "s3:GetObject"),
        Statement(sid="StateList", actions=("s3:ListBucket",), resources=(_bucket(name_prefix),)),
        Statement(sid="Read", actions=READING),
    )


def comparing(name_prefix: str) -> tuple[Statement, ...]:
    """Return what finding drift needs: the same, and the way into accounts.

    Nothing but the code of the stage's branch makes it a way for reading only: ADR 13.
    """
    return (*previewing(name_prefix), _INTO_ACCOUNTS)


def _bucket(name_prefix: str) -> str:
    return f"arn:aws:s3:::{name_prefix}-state"


def _state(name_prefix: str, *actions: str) -> Statement:
    return Statement(sid="State", actions=actions, resources=(f"{_bucket(name_prefix)}/*",))

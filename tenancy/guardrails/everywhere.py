"""What nobody can do in any member account: the service control policy at the root.

Service control policies hold no service-linked role, and nobody in the management account:
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
"""

from collections.abc import Iterator
from typing import Final

from tenancy.guardrails.statement import Guard, unless
from tenancy.roles import ACCESS_ROLE, PlatformRoles, boundary_arn, role_arn
from tenancy.vocabulary import Text

PLATFORM: Final = unless(role_arn(ACCESS_ROLE))

GLOBAL_SERVICES: Final = (
    "access-analyzer:*",
    "account:*",
    "aws-portal:*",
    "bcm-data-exports:*",
    "billing:*",
    "budgets:*",
    "ce:*",
    "cloudfront:*",
    "consoleapp:*",
    "cur:*",
    "directconnect:*",
    "ec2:DescribeRegions",
    "freetier:*",
    "health:*",
    "iam:*",
    "identitystore:*",
    "invoicing:*",
    "networkmanager:*",
    "notifications:*",
    "organizations:*",
    "payments:*",
    "pricing:*",
    "resource-explorer-2:*",
    "route53:*",
    "route53domains:*",
    "s3:GetAccountPublicAccessBlock",
    "s3:GetBucketLocation",
    "s3:ListAllMyBuckets",
    "s3:PutAccountPublicAccessBlock",
    "shield:*",
    "sso:*",
    "sts:*",
    "support:*",
    "supportplans:*",
    "tag:GetResources",
    "tax:*",
    "trustedadvisor:*",
    "waf:*",
    "wafv2:*",
)
"""What has no region, or answers only in us-east-1. All else has to be in Tokyo or Osaka.

WAF is here because a web ACL for CloudFront is made in us-east-1; it keeps no data of a tenant.
KMS is not: a key abroad would be a copy of what decrypts. Source, for what AWS holds to be global:
https://docs.aws.amazon.com/controltower/latest/controlreference/primary-region-deny-policy.html
"""


def guards(regions: tuple[str, ...], roles: PlatformRoles) -> Iterator[Guard]:
    """Yield the statements for all accounts, by subject."""
    yield Guard(
        sid="OnlyInJapan",
        why=Text(
            ja="データと処理を国内の2リージョンに限る",
            en="Data and processing stay in the two regions of Japan",
        ),
        but=GLOBAL_SERVICES,
        conditions={"StringNotEquals": {"aws:RequestedRegion": regions}},
    )
    yield Guard(
        sid="StayInOrganization",
        why=Text(
            ja="アカウントは組織を離れず、閉鎖されず、他のリージョンを有効にしない",
            en="Accounts don't leave, don't close, and open no other region",
        ),
        actions=(
            "account:CloseAccount",
            "account:DisableRegion",
            "account:EnableRegion",
            "organizations:LeaveOrganization",
        ),
    )
    yield Guard(
        sid="ContactsStay",
        why=Text(
            ja="連絡先は宣言のとおりに保つ", en="Whom AWS writes to is what the declaration says"
        ),
        actions=(
            "account:DeleteAlternateContact",
            "account:PutAlternateContact",
            "account:PutContactInformation",
            "account:StartPrimaryEmailUpdate",
        ),
        conditions=PLATFORM,
    )
    # A session by sts:AssumeRoot comes from the management account; the key is present only there:
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    yield Guard(
        sid="NoRootUser",
        why=Text(
            ja="ルートユーザーは使わず、管理アカウントからの一時的な操作だけを認める",
            en="Root users do nothing; only short root sessions from the management account may",
        ),
        actions=("*",),
        conditions={
            "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:root"},
            "Null": {"aws:AssumedRoot": "true"},
        },
    )
    yield from _records()
    yield from _roles(roles)


def _records() -> Iterator[Guard]:
    yield Guard(
        sid="TrailsAndLogsStay",
        why=Text(
            ja="証跡とログは止めず、消さず、送り先を変えない",
            en="Trails and logs aren't stopped, deleted or led elsewhere",
        ),
        actions=(
            "cloudtrail:DeleteEventDataStore",
            "cloudtrail:DeleteTrail",
            "cloudtrail:PutEventSelectors",
            "cloudtrail:StopEventDataStoreIngestion",
            "cloudtrail:StopLogging",
            "cloudtrail:UpdateTrail",
            "ec2:DeleteFlowLogs",
            "firehose:DeleteDeliveryStream",
            "firehose:UpdateDestination",
            "logs:DeleteDestination",
            "logs:DeleteLogGroup",
            "logs:DeleteLogStream",
            "logs:DeleteRetentionPolicy",
            "logs:DeleteSubscriptionFilter",
            "logs:DisassociateKmsKey",
            "logs:PutDestination*",
            "logs:PutRetentionPolicy",
            "logs:PutSubscriptionFilter",
            "route53resolver:DeleteResolverQueryLogConfig",
            "route53resolver:DisassociateResolverQueryLogConfig",
        ),
        conditions=PLATFORM,
    )
    yield Guard(
        sid="DetectorsAndRecordersStay",
        why=Text(
            ja="検知と構成記録のサービスは止めない",
            en="Detectors and recorders aren't switched off",
        ),
        actions=(
            "access-analyzer:*ArchiveRule*",
            "access-analyzer:DeleteAnalyzer",
            "access-analyzer:UpdateAnalyzer",
            "config:DeleteConfigurationRecorder",
            "config:DeleteDeliveryChannel",
            "config:DeleteRetentionConfiguration",
            "config:DisassociateResourceTypes",
            "config:PutConfigurationRecorder",
            "config:PutDeliveryChannel",
            "config:StopConfigurationRecorder",
            "guardduty:CreateFilter",
            "guardduty:Delete*",
            "guardduty:Disassociate*",
            "guardduty:StopMonitoringMembers",
            "guardduty:UpdateDetector",
            "guardduty:UpdateOrganizationConfiguration",
            "inspector2:Disable",
            "inspector2:Disassociate*",
            "macie2:Disable*",
            "macie2:Disassociate*",
            "securityhub:BatchDisableStandards",
            "securityhub:DeleteFindingAggregator",
            "securityhub:Disable*",
            "securityhub:Disassociate*",
        ),
        conditions=PLATFORM,
    )


def _roles(roles: PlatformRoles) -> Iterator[Guard]:
    yield Guard(
        sid="PlatformRolesStay",
        why=Text(
            ja="基盤のロールとポリシーは変えず、借用させない",
            en="The platform's roles and policies aren't changed",
        ),
        actions=(
            "iam:AttachRolePolicy",
            "iam:CreatePolicyVersion",
            "iam:CreateRole",
            "iam:DeletePolicy*",
            "iam:DeleteRole*",
            "iam:DetachRolePolicy",
            "iam:PutRole*",
            "iam:SetDefaultPolicyVersion",
            "iam:TagPolicy",
            "iam:TagRole",
            "iam:UntagPolicy",
            "iam:UntagRole",
            "iam:UpdateAssumeRolePolicy",
            "iam:UpdateRole*",
        ),
        resources=(
            role_arn(ACCESS_ROLE),
            role_arn(roles.pattern),
            boundary_arn(roles.pattern),
        ),
        conditions=PLATFORM,
    )
    yield Guard(
        sid="KeysStay",
        why=Text(
            ja="鍵は無効にせず、消さず、更新を止めない",
            en="Keys aren't disabled or deleted, and go on being rotated",
        ),
        actions=(
            "kms:DeleteImportedKeyMaterial",
            "kms:DisableKey",
            "kms:DisableKeyRotation",
            "kms:ScheduleKeyDeletion",
        ),
        conditions=PLATFORM,
    )
    # Whoever may write a key's policy may lock out the services that encrypt logs and backups with
    # it. Tenants' own keys are told from the platform's by their aliases, which stay for that.
    yield Guard(
        sid="KeyPoliciesStay",
        why=Text(
            ja="基盤が作った鍵のポリシーを変えない",
            en="The policies of the platform's keys aren't changed",
        ),
        actions=("kms:PutKeyPolicy",),
        conditions={
            **PLATFORM,
            "ForAnyValue:StringLike": {"kms:ResourceAliases": f"alias/{roles.pattern}"},
        },
    )
    yield Guard(
        sid="KeyAliasesStay",
        why=Text(
            ja="基盤が作った鍵の別名を消さず、付け替えない",
            en="The aliases of the platform's keys aren't deleted or moved",
        ),
        actions=("kms:DeleteAlias", "kms:UpdateAlias"),
        resources=(f"arn:aws:kms:*:*:alias/{roles.pattern}",),
        conditions=PLATFORM,
    )

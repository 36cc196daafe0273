"""What nobody can do in a ministry's accounts: networks, sharing, encryption and identities.

The platform's own role is let through: it makes the gateways that a declaration asks for.
"""

from collections.abc import Iterator

from tenancy.guardrails.everywhere import PLATFORM
from tenancy.guardrails.statement import ORGANIZATION_ID, Guard, unless
from tenancy.roles import ACCESS_ROLE, PlatformRoles, boundary_arn, role_arn
from tenancy.vocabulary import Text


def networks() -> Iterator[Guard]:
    """Yield what keeps each network to the ways that its declaration asks for."""
    yield Guard(
        sid="NoWayAroundTheHub",
        why=Text(
            ja="インターネットゲートウェイ、VPCピアリング、VPNを基盤以外が作らない",
            en="Only the platform makes internet gateways, peerings, VPNs and attachments",
        ),
        actions=(
            "directconnect:Accept*",
            "directconnect:Allocate*",
            "directconnect:Create*",
            "ec2:AcceptTransitGateway*",
            "ec2:AcceptVpcPeeringConnection",
            "ec2:AllocateAddress",
            "ec2:AssociateAddress",
            "ec2:AttachInternetGateway",
            "ec2:AttachVpnGateway",
            "ec2:CreateClientVpnEndpoint",
            "ec2:CreateCustomerGateway",
            "ec2:CreateDefault*",
            "ec2:CreateEgressOnlyInternetGateway",
            "ec2:CreateInternetGateway",
            "ec2:CreateNatGateway",
            "ec2:CreateTransitGateway*",
            "ec2:CreateVpc",
            "ec2:CreateVpcPeeringConnection",
            "ec2:CreateVpnConnection",
            "ec2:CreateVpnGateway",
            "globalaccelerator:Create*",
            "lightsail:*",
            "networkmanager:Create*",
            "vpc-lattice:CreateServiceNetwork*",
        ),
        conditions=PLATFORM,
    )
    yield Guard(
        sid="NetworkBordersStay",
        why=Text(
            ja="経路、ネットワークACL、パブリックアクセスの遮断を基盤以外が変えない",
            en="Only the platform changes routes, network ACLs and the block on public access",
        ),
        actions=(
            "ec2:AssociateRouteTable",
            "ec2:CreateNetworkAclEntry",
            "ec2:CreateRoute*",
            "ec2:CreateVpcBlockPublicAccess*",
            "ec2:DeleteNetworkAclEntry",
            "ec2:DeleteRoute*",
            "ec2:DisassociateRouteTable",
            "ec2:ModifySubnetAttribute",
            "ec2:ModifyVpcBlockPublicAccess*",
            "ec2:ReplaceNetworkAcl*",
            "ec2:ReplaceRoute*",
        ),
        conditions=PLATFORM,
    )


def sharing() -> Iterator[Guard]:
    """Yield what keeps data, images and services from the public and from other organizations."""
    yield Guard(
        sid="NothingPublic",
        why=Text(
            ja="イメージ、スナップショット、バケット、関数を公開しない",
            en="Images, snapshots, buckets and functions aren't made public",
        ),
        actions=(
            "ec2:DisableImageBlockPublicAccess",
            "ec2:DisableSnapshotBlockPublicAccess",
            "ec2:EnableSnapshotBlockPublicAccess",
            "ec2:ModifyImageAttribute",
            "ec2:ModifySnapshotAttribute",
            "ec2:ModifyVpcEndpointServicePermissions",
            "ecr-public:*",
            "rds:ModifyDBClusterSnapshotAttribute",
            "rds:ModifyDBSnapshotAttribute",
            "redshift:AuthorizeSnapshotAccess",
            "s3:PutAccountPublicAccessBlock",
            "s3:PutBucketAcl",
            "s3:PutBucketPublicAccessBlock",
            "s3:PutObjectAcl",
            "ssm:ModifyDocumentPermission",
        ),
        conditions=PLATFORM,
    )
    yield Guard(
        sid="NoOpenFunctions",
        why=Text(ja="関数のURLは認証なしで作らない", en="URLs of functions ask who calls"),
        actions=("lambda:CreateFunctionUrlConfig", "lambda:UpdateFunctionUrlConfig"),
        conditions={"StringNotEquals": {"lambda:FunctionUrlAuthType": "AWS_IAM"}},
    )
    yield Guard(
        sid="NoSharesOutside",
        why=Text(
            ja="リソースを組織の外と共有しない", en="Nothing is shared outside of the organization"
        ),
        actions=("ram:CreateResourceShare", "ram:UpdateResourceShare"),
        conditions={"Bool": {"ram:RequestedAllowsExternalPrincipals": "true"}},
    )
    yield Guard(
        sid="NoDataOutside",
        why=Text(
            ja="組織の外のバケット、キュー、鍵、秘密へ書き出さない",
            en="Nothing is written to buckets, queues or secrets outside of the organization",
        ),
        actions=(
            "kms:Encrypt",
            "kms:GenerateDataKey",
            "s3:PutObject",
            "secretsmanager:PutSecretValue",
            "sqs:SendMessage",
        ),
        conditions={
            "StringNotEqualsIfExists": {"aws:ResourceOrgID": ORGANIZATION_ID},
            # Where an AWS service carries on with the caller's identity, it may use buckets of its
            # own, such as those that Systems Manager keeps its packages in:
            # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
            "BoolIfExists": {"aws:ViaAWSService": "false"},
        },
    )


def encryption() -> Iterator[Guard]:
    """Yield what keeps data at rest encrypted. S3, SQS and DynamoDB encrypt without being asked."""
    yield _encrypted("EncryptedVolumes", "ec2:Encrypted", "ec2:CreateVolume", "ec2:RunInstances")
    yield _encrypted(
        "EncryptedFileSystems", "elasticfilesystem:Encrypted", "elasticfilesystem:CreateFileSystem"
    )
    yield _encrypted("EncryptedDatabases", "rds:StorageEncrypted", "rds:CreateDBCluster")
    for half in ("AtRest", "Transit"):
        yield _encrypted(
            f"EncryptedCaches{half}",
            f"elasticache:{half}EncryptionEnabled",
            "elasticache:CreateReplicationGroup",
        )
    yield Guard(
        sid="EncryptionStaysDefault",
        why=Text(ja="EBSの既定の暗号化を切らない", en="Encryption of disks stays on by default"),
        actions=(
            "ec2:DisableEbsEncryptionByDefault",
            "ec2:ModifyEbsDefaultKmsKeyId",
            "ec2:ResetEbsDefaultKmsKeyId",
        ),
        conditions=PLATFORM,
    )
    yield Guard(
        sid="MetadataStaysDefault",
        why=Text(
            ja="インスタンスのメタデータの既定を基盤以外が変えない",
            en="Only the platform changes how instances tell their metadata by default",
        ),
        actions=("ec2:ModifyInstanceMetadataDefaults",),
        conditions=PLATFORM,
    )
    yield Guard(
        sid="InstancesWithIMDSv2",
        why=Text(
            ja="インスタンスのメタデータはIMDSv2だけで読む",
            en="Instances tell their metadata by IMDSv2 only",
        ),
        actions=("ec2:RunInstances",),
        resources=("arn:aws:ec2:*:*:instance/*",),
        conditions={"StringNotEquals": {"ec2:MetadataHttpTokens": "required"}},
    )


def _encrypted(sid: str, key: str, *actions: str) -> Guard:
    return Guard(
        sid=sid,
        why=Text(ja="保存する、または送るデータを暗号化する", en="Data is encrypted"),
        actions=actions,
        conditions={"Bool": {key: "false"}},
    )


def identities(roles: PlatformRoles) -> Iterator[Guard]:
    """Yield what keeps people coming by the identity centre, and roles within the boundary."""
    yield Guard(
        sid="NoUsersOrProviders",
        why=Text(
            ja="長く使える鍵を持つ利用者と、外部のIDプロバイダーを作らない",
            en="No users with lasting keys, and no outside identity providers",
        ),
        actions=(
            "iam:CreateAccessKey",
            "iam:CreateLoginProfile",
            "iam:CreateOpenIDConnectProvider",
            "iam:CreateSAMLProvider",
            "iam:CreateServiceSpecificCredential",
            "iam:CreateUser",
            "iam:UpdateSAMLProvider",
            "iam:UploadSSHPublicKey",
            "sso:CreateInstance",
        ),
        conditions=PLATFORM,
    )
    yield Guard(
        sid="RolesWithinBoundary",
        why=Text(
            ja="ロールは権限境界を付けて作り、境界を外さない",
            en="Roles are made within the boundary, and keep it",
        ),
        actions=("iam:CreateRole", "iam:PutRolePermissionsBoundary"),
        conditions={
            **unless(role_arn(ACCESS_ROLE)),
            "StringNotLike": {"iam:PermissionsBoundary": boundary_arn(roles.boundary)},
        },
    )
    yield Guard(
        sid="BoundaryStays",
        why=Text(ja="権限境界を外さない", en="Nobody takes a boundary off"),
        actions=("iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary"),
        conditions=PLATFORM,
    )


def denied_services(services: tuple[str, ...]) -> Iterator[Guard]:
    """Yield what keeps the services closed that a stage doesn't allow."""
    if services:
        yield Guard(
            sid="ServicesNotAllowed",
            why=Text(
                ja="このステージで認めていないサービスを使わない",
                en="Services that the stage doesn't allow aren't used",
            ),
            actions=tuple(f"{service}:*" for service in services),
        )

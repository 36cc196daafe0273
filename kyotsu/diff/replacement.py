"""The types that we use: what can't be changed in place, and what holds data.

From the documentation of AWS's provider for each type ("forces replacement"). This table is for
reading a change early; the engine's preview asks the provider, and stays the authority.
"""

from collections.abc import Mapping
from typing import Final

_BUCKET_PART: Final = frozenset({"bucket", "expectedBucketOwner"})
_RULE: Final = frozenset({"securityGroupId"})

REPLACED_BY: Final[Mapping[str, frozenset[str]]] = {
    "aws:cloudwatch/logDestination:LogDestination": frozenset({"name"}),
    "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy": frozenset({"destinationName"}),
    "aws:cloudwatch/logGroup:LogGroup": frozenset({"name", "namePrefix", "logGroupClass"}),
    "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": frozenset(
        {"name", "logGroup", "destinationArn"}
    ),
    "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": frozenset({"defaultNetworkAclId"}),
    "aws:ec2/defaultRouteTable:DefaultRouteTable": frozenset({"defaultRouteTableId"}),
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": frozenset({"vpcId"}),
    "aws:ec2/flowLog:FlowLog": frozenset(
        {
            "vpcId",
            "subnetId",
            "eniId",
            "trafficType",
            "logDestination",
            "logDestinationType",
            "logFormat",
            "maxAggregationInterval",
            "iamRoleArn",
            "deliverCrossAccountRole",
            "destinationOptions",
        }
    ),
    "aws:ec2/internetGateway:InternetGateway": frozenset(),
    "aws:ec2/networkAcl:NetworkAcl": frozenset({"vpcId"}),
    "aws:ec2/route:Route": frozenset(
        {
            "routeTableId",
            "destinationCidrBlock",
            "destinationIpv6CidrBlock",
            "destinationPrefixListId",
        }
    ),
    "aws:ec2/routeTable:RouteTable": frozenset({"vpcId"}),
    "aws:ec2/routeTableAssociation:RouteTableAssociation": frozenset({"subnetId", "gatewayId"}),
    "aws:ec2/securityGroup:SecurityGroup": frozenset(
        {"name", "namePrefix", "description", "vpcId"}
    ),
    "aws:ec2/subnet:Subnet": frozenset(
        {"vpcId", "cidrBlock", "availabilityZone", "availabilityZoneId"}
    ),
    "aws:ec2/vpc:Vpc": frozenset({"cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"}),
    "aws:ec2/vpcEndpoint:VpcEndpoint": frozenset(
        {"vpcId", "serviceName", "serviceRegion", "vpcEndpointType"}
    ),
    "aws:iam/role:Role": frozenset({"name", "namePrefix", "path"}),
    "aws:iam/rolePolicy:RolePolicy": frozenset({"name", "namePrefix", "role"}),
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": frozenset(
        {"name", "destination", "kinesisSourceConfiguration"}
    ),
    "aws:kms/alias:Alias": frozenset({"name", "namePrefix"}),
    "aws:kms/key:Key": frozenset(
        {"customerMasterKeySpec", "customKeyStoreId", "keyUsage", "multiRegion", "xksKeyId"}
    ),
    "aws:organizations/account:Account": frozenset(
        {"email", "iamUserAccessToBilling", "roleName", "createGovcloud"}
    ),
    "aws:organizations/organization:Organization": frozenset(),
    "aws:organizations/organizationalUnit:OrganizationalUnit": frozenset({"parentId"}),
    "aws:s3/bucket:Bucket": frozenset({"bucket", "bucketPrefix", "objectLockEnabled"}),
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": _BUCKET_PART,
    "aws:s3/bucketLogging:BucketLogging": _BUCKET_PART,
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": _BUCKET_PART,
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": _BUCKET_PART,
    "aws:s3/bucketPolicy:BucketPolicy": _BUCKET_PART,
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": _BUCKET_PART,
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": (
        _BUCKET_PART
    ),
    "aws:s3/bucketVersioning:BucketVersioning": _BUCKET_PART,
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": _RULE,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": _RULE,
}
"""By type: the inputs whose change replaces the resource."""

STATEFUL: Final = frozenset(
    {
        "aws:cloudwatch/logGroup:LogGroup",
        "aws:kms/key:Key",
        "aws:organizations/account:Account",
        "aws:organizations/organization:Organization",
        "aws:s3/bucket:Bucket",
    }
)
"""What is lost with them can't be made again."""

HOLDS_DATA: Final = STATEFUL | {
    "aws:backup/vault:Vault",
    "aws:cloudtrail/eventDataStore:EventDataStore",
    "aws:cognito/userPool:UserPool",
    "aws:docdb/cluster:Cluster",
    "aws:dynamodb/table:Table",
    "aws:ebs/volume:Volume",
    "aws:ec2/instance:Instance",
    "aws:ecr/repository:Repository",
    "aws:efs/fileSystem:FileSystem",
    "aws:elasticache/cluster:Cluster",
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws:kinesis/stream:Stream",
    "aws:neptune/cluster:Cluster",
    "aws:opensearch/domain:Domain",
    "aws:rds/cluster:Cluster",
    "aws:rds/instance:Instance",
    "aws:redshift/cluster:Cluster",
    "aws:route53/zone:Zone",
    "aws:secretsmanager/secret:Secret",
    "aws:sqs/queue:Queue",
}
"""The same over all of AWS, for stacks that aren't ours and for what ours will have."""

ANYWHERE: Final = frozenset({"region"})
"""Inputs that replace a resource of any type of AWS's."""


def replaced_by(token: str) -> frozenset[str]:
    """Return the inputs whose change replaces a resource of a type."""
    own = REPLACED_BY.get(token, frozenset[str]())
    return own | ANYWHERE if token.startswith("aws:") else own


def is_known(token: str) -> bool:
    """Return whether the table has the type; of another it can only be said that it changes."""
    return token in REPLACED_BY or not token.startswith("aws:")

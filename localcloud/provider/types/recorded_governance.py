"""Only recorded: what watches, delegates and counts."""

from __future__ import annotations

from localcloud.provider.types._recorded import arn_of, only

_HUB = "moto has no standards, aggregation or central configuration of Security Hub"
_CONFIG = "moto has no conformance packs or organization rules"
_DELEGATED = "moto doesn't delegate this service's administration"
_ACCOUNT = "moto has no such default of an account"
_COST = "moto has no anomaly detection, categories or exports of cost"

ENTRIES = [
    only(
        "aws:accessanalyzer/analyzer:Analyzer",
        "moto has no Access Analyzer",
        id="{analyzerName}",
        arn=arn_of("access-analyzer", "analyzer/{analyzerName}"),
        name="analyzerName",
        replace=("type",),
        tags=True,
    ),
    only(
        "aws:accessanalyzer/archiveRule:ArchiveRule",
        "moto has no Access Analyzer",
        id="{analyzerName}/{ruleName}",
        replace=("analyzerName", "ruleName"),
    ),
    only(
        "aws:securityhub/standardsSubscription:StandardsSubscription",
        _HUB,
        id="{standardsArn}",
        replace=("standardsArn",),
    ),
    only("aws:securityhub/findingAggregator:FindingAggregator", _HUB),
    only("aws:securityhub/organizationConfiguration:OrganizationConfiguration", _HUB),
    only("aws:securityhub/configurationPolicy:ConfigurationPolicy", _HUB),
    only(
        "aws:securityhub/configurationPolicyAssociation:ConfigurationPolicyAssociation",
        _HUB,
        id="{targetId}",
        replace=("targetId",),
    ),
    only(
        "aws:securityhub/organizationAdminAccount:OrganizationAdminAccount",
        _DELEGATED,
        id="{adminAccountId}",
        replace=("adminAccountId",),
    ),
    only(
        "aws:guardduty/organizationConfiguration:OrganizationConfiguration",
        "moto has no organization configuration of GuardDuty",
        id="{detectorId}",
        replace=("detectorId",),
    ),
    only(
        "aws:guardduty/organizationConfigurationFeature:OrganizationConfigurationFeature",
        "moto has no organization configuration of GuardDuty",
        id="{detectorId}/{name}",
        replace=("detectorId", "name"),
    ),
    only(
        "aws:guardduty/publishingDestination:PublishingDestination",
        "moto has no publishing destinations of GuardDuty",
        replace=("detectorId", "destinationType"),
        tags=True,
    ),
    only(
        "aws:cfg/conformancePack:ConformancePack",
        _CONFIG,
        id="{name}",
        arn=arn_of("config", "conformance-pack/{name}/conformance-pack-{hash}"),
        name="name",
    ),
    only(
        "aws:cfg/organizationConformancePack:OrganizationConformancePack",
        "moto takes the template of a conformance pack from S3 only",
        id="{name}",
        arn=arn_of("config", "organization-conformance-pack/{name}-{hash}"),
        name="name",
    ),
    only(
        "aws:cfg/organizationManagedRule:OrganizationManagedRule",
        _CONFIG,
        id="{name}",
        arn=arn_of("config", "organization-config-rule/{name}"),
        name="name",
    ),
    only(
        "aws:cloudtrail/organizationDelegatedAdminAccount:OrganizationDelegatedAdminAccount",
        _DELEGATED,
        id="{accountId}",
        replace=("accountId",),
        regional=False,
    ),
    only(
        "aws:guardduty/organizationAdminAccount:OrganizationAdminAccount",
        _DELEGATED,
        id="{adminAccountId}",
        replace=("adminAccountId",),
    ),
    only(
        "aws:macie2/organizationAdminAccount:OrganizationAdminAccount",
        _DELEGATED,
        id="{adminAccountId}",
        replace=("adminAccountId",),
    ),
    only(
        "aws:inspector2/delegatedAdminAccount:DelegatedAdminAccount",
        _DELEGATED,
        id="{accountId}",
        replace=("accountId",),
    ),
    only(
        "aws:athena/workgroup:Workgroup",
        "moto can't change a workgroup of Athena",
        id="{name}",
        arn=arn_of("athena", "workgroup/{name}"),
        name="name",
        tags=True,
    ),
    only(
        "aws:athena/namedQuery:NamedQuery",
        "moto can't remove a saved query of Athena",
        replace=("name", "database", "query", "workgroup", "description"),
        name="name",
    ),
    only(
        "aws:ec2/vpcIpamOrganizationAdminAccount:VpcIpamOrganizationAdminAccount",
        _DELEGATED,
        id="{delegatedAdminAccountId}",
        replace=("delegatedAdminAccountId",),
        regional=False,
    ),
    only(
        "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions", _ACCOUNT, id="{region}"
    ),
    only(
        "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion",
        _ACCOUNT,
        id="vpcbpa-exclude-{hash}",
        outputs={"resourceArn": "arn:{partition}:ec2:{region}:{account}:vpc/{vpcId}"},
        replace=("vpcId", "subnetId"),
        tags=True,
    ),
    only("aws:ebs/defaultKmsKey:DefaultKmsKey", _ACCOUNT, id="{region}", replace=("keyArn",)),
    only("aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults", _ACCOUNT),
    only("aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess", _ACCOUNT, id="{region}"),
    only("aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess", _ACCOUNT, id="{region}"),
    only(
        "aws:iam/organizationsFeatures:OrganizationsFeatures",
        "moto has no central root access",
        regional=False,
    ),
    only(
        "aws:ssm/association:Association",
        "moto has no State Manager",
        outputs={"associationId": "{id}"},
        replace=("name",),
        tags=True,
    ),
    only(
        "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
        _COST,
        id="arn:{partition}:ce::{account}:anomalymonitor/{hash}",
        arn="{id}",
        replace=("monitorType", "monitorDimension", "monitorSpecification"),
        tags=True,
        regional=False,
    ),
    only(
        "aws:costexplorer/anomalySubscription:AnomalySubscription",
        _COST,
        id="arn:{partition}:ce::{account}:anomalysubscription/{hash}",
        arn="{id}",
        name="name",
        tags=True,
        regional=False,
    ),
    only(
        "aws:costexplorer/costCategory:CostCategory",
        _COST,
        id="arn:{partition}:ce::{account}:costcategory/{hash}",
        arn="{id}",
        name="name",
        tags=True,
        regional=False,
    ),
    only(
        "aws:costexplorer/costAllocationTag:CostAllocationTag",
        _COST,
        id="{tagKey}",
        replace=("tagKey",),
        regional=False,
    ),
    only(
        "aws:bcmdata/export:Export",
        _COST,
        id="arn:{partition}:bcm-data-exports:us-east-1:{account}:export/{hash}",
        arn="{id}",
        tags=True,
        regional=False,
    ),
    only(
        "aws:cloudtrail/eventDataStore:EventDataStore",
        "moto has no CloudTrail Lake",
        id=arn_of("cloudtrail", "eventdatastore/{hash}"),
        arn="{id}",
        name="name",
        tags=True,
    ),
]

"""Types that moto 5.2 can't carry out: they are kept in the engine's state and nowhere else.

Their inputs aren't declared one by one, because nothing is done with them; only what replaces is.
"""

from __future__ import annotations

from typing import Any

from localcloud.provider.context import Context
from localcloud.provider.vocabulary import Entry, Name, P, Recorded, Tags


def _never(context: Context) -> Any:
    raise AssertionError(f"{context.entry.type} is only recorded")


_TAGS = Tags(read=lambda context, _: _never(context), write=lambda c, _fresh, _gone: _never(c))


def _only(
    type: str,  # noqa: A002 - the word of the table
    reason: str,
    *,
    id: str = "{hash}",  # noqa: A002 - the word of the table
    arn: str | None = None,
    replace: tuple[str, ...] = (),
    name: str | None = None,
    tags: bool = False,
    regional: bool = True,
    outputs: dict[str, str] | None = None,
) -> Entry:
    """Return an entry. In `id`, ``{hash}`` is 17 digits that belong to the resource."""
    return Entry(
        type=type,
        service="",
        inputs={key: P(read="", replace=True) for key in (*replace, *((name,) if name else ()))},
        create=_never,
        id=id,
        read=_never,
        delete=_never,
        outputs={**({"arn": arn} if arn else {}), **(outputs or {})},
        tags=_TAGS if tags else None,
        name=Name(property=name) if name else None,
        recorded=Recorded(reason=reason),
        regional=regional,
        anything=True,
    )


def _arn(service: str, rest: str) -> str:
    return f"arn:{{partition}}:{service}:{{region}}:{{account}}:{rest}"


_IPAM = "moto has no VPC IPAM"
_FIREWALL = "moto has no policies and rule groups of Network Firewall"
_DNS_FIREWALL = "moto has no DNS firewall"
_RAM = "moto shares nothing between accounts"
_HUB = "moto has no standards, aggregation or central configuration of Security Hub"
_CONFIG = "moto has no conformance packs or organization rules"
_DELEGATED = "moto doesn't delegate this service's administration"
_CROSS = "moto links no two accounts"
_ACCOUNT = "moto has no such default of an account"
_COST = "moto has no anomaly detection, categories or exports of cost"

ENTRIES = [
    _only(
        "aws:accessanalyzer/analyzer:Analyzer",
        "moto has no Access Analyzer",
        id="{analyzerName}",
        arn=_arn("access-analyzer", "analyzer/{analyzerName}"),
        name="analyzerName",
        replace=("type",),
        tags=True,
    ),
    _only(
        "aws:accessanalyzer/archiveRule:ArchiveRule",
        "moto has no Access Analyzer",
        id="{analyzerName}/{ruleName}",
        replace=("analyzerName", "ruleName"),
    ),
    _only(
        "aws:ram/resourceShare:ResourceShare",
        _RAM,
        id=_arn("ram", "resource-share/{hash}"),
        arn="{id}",
        name="name",
        tags=True,
    ),
    _only(
        "aws:ram/principalAssociation:PrincipalAssociation",
        _RAM,
        id="{resourceShareArn},{principal}",
        replace=("resourceShareArn", "principal"),
    ),
    _only(
        "aws:ram/resourceAssociation:ResourceAssociation",
        _RAM,
        id="{resourceShareArn},{resourceArn}",
        replace=("resourceShareArn", "resourceArn"),
    ),
    _only(
        "aws:ram/resourceShareAccepter:ResourceShareAccepter",
        _RAM,
        id="{shareArn}",
        replace=("shareArn",),
    ),
    _only("aws:ram/sharingWithOrganization:SharingWithOrganization", _RAM, regional=False),
    _only(
        "aws:ec2/vpcIpam:VpcIpam",
        _IPAM,
        id="ipam-{hash}",
        arn=_arn("ec2", "ipam/{id}"),
        tags=True,
        outputs={"privateDefaultScopeId": "ipam-scope-{hash}"},
    ),
    _only(
        "aws:ec2/vpcIpamPool:VpcIpamPool",
        _IPAM,
        id="ipam-pool-{hash}",
        arn=_arn("ec2", "ipam-pool/{id}"),
        replace=("addressFamily", "ipamScopeId", "locale", "sourceIpamPoolId"),
        tags=True,
    ),
    _only(
        "aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr",
        _IPAM,
        id="{cidr}_{ipamPoolId}",
        replace=("cidr", "ipamPoolId"),
    ),
    _only(
        "aws:networkfirewall/ruleGroup:RuleGroup",
        _FIREWALL,
        id=_arn("network-firewall", "stateful-rulegroup/{name}"),
        arn="{id}",
        name="name",
        replace=("type", "capacity"),
        tags=True,
    ),
    _only(
        "aws:networkfirewall/firewallPolicy:FirewallPolicy",
        _FIREWALL,
        id=_arn("network-firewall", "firewall-policy/{name}"),
        arn="{id}",
        name="name",
        tags=True,
    ),
    _only(
        "aws:networkfirewall/firewall:Firewall",
        _FIREWALL,
        id=_arn("network-firewall", "firewall/{name}"),
        arn="{id}",
        name="name",
        replace=("vpcId", "transitGatewayId"),
        tags=True,
    ),
    _only(
        "aws:networkfirewall/loggingConfiguration:LoggingConfiguration",
        _FIREWALL,
        id="{firewallArn}",
        replace=("firewallArn",),
    ),
    _only(
        "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList",
        _DNS_FIREWALL,
        id="rslvr-fdl-{hash}",
        arn=_arn("route53resolver", "firewall-domain-list/{id}"),
        name="name",
        tags=True,
    ),
    _only(
        "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup",
        _DNS_FIREWALL,
        id="rslvr-frg-{hash}",
        arn=_arn("route53resolver", "firewall-rule-group/{id}"),
        name="name",
        tags=True,
    ),
    _only(
        "aws:route53/resolverFirewallRule:ResolverFirewallRule",
        _DNS_FIREWALL,
        replace=("firewallRuleGroupId", "firewallDomainListId"),
    ),
    _only(
        "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation",
        _DNS_FIREWALL,
        id="rslvr-frgassoc-{hash}",
        arn=_arn("route53resolver", "firewall-rule-group-association/{id}"),
        replace=("firewallRuleGroupId", "vpcId"),
        tags=True,
    ),
    _only(
        "aws:route53/resolverFirewallConfig:ResolverFirewallConfig",
        _DNS_FIREWALL,
        id="rslvr-fc-{hash}",
        replace=("resourceId",),
    ),
    _only(
        "aws:route53/zoneAssociation:ZoneAssociation",
        _CROSS,
        id="{zoneId}:{vpcId}",
        replace=("zoneId", "vpcId", "vpcRegion"),
        regional=False,
    ),
    _only(
        "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter",
        _CROSS,
        id="{transitGatewayAttachmentId}",
        replace=("transitGatewayAttachmentId",),
        tags=True,
    ),
    _only(
        "aws:securityhub/standardsSubscription:StandardsSubscription",
        _HUB,
        id="{standardsArn}",
        replace=("standardsArn",),
    ),
    _only("aws:securityhub/findingAggregator:FindingAggregator", _HUB),
    _only("aws:securityhub/organizationConfiguration:OrganizationConfiguration", _HUB),
    _only("aws:securityhub/configurationPolicy:ConfigurationPolicy", _HUB),
    _only(
        "aws:securityhub/configurationPolicyAssociation:ConfigurationPolicyAssociation",
        _HUB,
        id="{targetId}",
        replace=("targetId",),
    ),
    _only(
        "aws:securityhub/organizationAdminAccount:OrganizationAdminAccount",
        _DELEGATED,
        id="{adminAccountId}",
        replace=("adminAccountId",),
    ),
    _only(
        "aws:guardduty/organizationConfiguration:OrganizationConfiguration",
        "moto has no organization configuration of GuardDuty",
        id="{detectorId}",
        replace=("detectorId",),
    ),
    _only(
        "aws:guardduty/organizationConfigurationFeature:OrganizationConfigurationFeature",
        "moto has no organization configuration of GuardDuty",
        id="{detectorId}/{name}",
        replace=("detectorId", "name"),
    ),
    _only(
        "aws:guardduty/publishingDestination:PublishingDestination",
        "moto has no publishing destinations of GuardDuty",
        replace=("detectorId", "destinationType"),
        tags=True,
    ),
    _only(
        "aws:cfg/conformancePack:ConformancePack",
        _CONFIG,
        id="{name}",
        arn=_arn("config", "conformance-pack/{name}/conformance-pack-{hash}"),
        name="name",
    ),
    _only(
        "aws:cfg/organizationManagedRule:OrganizationManagedRule",
        _CONFIG,
        id="{name}",
        arn=_arn("config", "organization-config-rule/{name}"),
        name="name",
    ),
    _only(
        "aws:cloudtrail/organizationDelegatedAdminAccount:OrganizationDelegatedAdminAccount",
        _DELEGATED,
        id="{accountId}",
        replace=("accountId",),
        regional=False,
    ),
    _only(
        "aws:inspector2/delegatedAdminAccount:DelegatedAdminAccount",
        _DELEGATED,
        id="{accountId}",
        replace=("accountId",),
    ),
    _only(
        "aws:ec2/vpcIpamOrganizationAdminAccount:VpcIpamOrganizationAdminAccount",
        _DELEGATED,
        id="{delegatedAdminAccountId}",
        replace=("delegatedAdminAccountId",),
        regional=False,
    ),
    _only(
        "aws:backup/selection:Selection",
        "moto has no selections of AWS Backup",
        replace=("name", "planId", "iamRoleArn", "resources", "selectionTags"),
    ),
    _only(
        "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions", _ACCOUNT, id="{region}"
    ),
    _only("aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults", _ACCOUNT),
    _only("aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess", _ACCOUNT, id="{region}"),
    _only("aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess", _ACCOUNT, id="{region}"),
    _only(
        "aws:iam/organizationsFeatures:OrganizationsFeatures",
        "moto has no central root access",
        regional=False,
    ),
    _only(
        "aws:ssm/association:Association",
        "moto has no State Manager",
        outputs={"associationId": "{id}"},
        replace=("name",),
        tags=True,
    ),
    _only(
        "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
        _COST,
        id="arn:{partition}:ce::{account}:anomalymonitor/{hash}",
        arn="{id}",
        replace=("monitorType", "monitorDimension", "monitorSpecification"),
        tags=True,
        regional=False,
    ),
    _only(
        "aws:costexplorer/anomalySubscription:AnomalySubscription",
        _COST,
        id="arn:{partition}:ce::{account}:anomalysubscription/{hash}",
        arn="{id}",
        name="name",
        tags=True,
        regional=False,
    ),
    _only(
        "aws:costexplorer/costCategory:CostCategory",
        _COST,
        id="arn:{partition}:ce::{account}:costcategory/{hash}",
        arn="{id}",
        name="name",
        tags=True,
        regional=False,
    ),
    _only(
        "aws:bcmdata/export:Export",
        _COST,
        id="arn:{partition}:bcm-data-exports:us-east-1:{account}:export/{hash}",
        arn="{id}",
        tags=True,
        regional=False,
    ),
    _only(
        "aws:cloudtrail/eventDataStore:EventDataStore",
        "moto has no CloudTrail Lake",
        id=_arn("cloudtrail", "eventdatastore/{hash}"),
        arn="{id}",
        name="name",
        tags=True,
    ),
]

"""What AWS charges for, by resource type.

Three kinds of types: those in `CHARGES`, those known to cost nothing by themselves (`FREE_TYPES`,
`FREE_MODULES`), and all others, which are reported as having no price. A new type that a component
makes gets its line here.

`Fixed` is paid for being there. `Use` names a volume (`tenancy.volumes`): how much is used is known
of a whole stack only, so it is charged once a stack, however many resources of the type it has.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kyotsu.prices import quantities as of
from kyotsu.prices.quantities import Quantity


@dataclass(frozen=True)
class Fixed:
    """Paid for being there: so many units of a price in a month."""

    price: str
    quantity: Quantity


@dataclass(frozen=True)
class Use:
    """Paid by use, of one volume."""

    volume: str


_BUCKET: Final = (Use("s3-stored-gb-month"), Use("s3-writes-million"), Use("s3-reads-million"))
_LOGS: Final = (Use("logs-ingested-gb"), Use("logs-stored-gb-month"))
_CONFIG: Final = (Use("config-evaluations"),)

CHARGES: Final[Mapping[str, tuple[Fixed | Use, ...]]] = {
    "aws:athena/workgroup:Workgroup": (Use("athena-tb"),),
    "aws:backup/vault:Vault": (Use("backup-gb-month"),),
    "aws:cfg/conformancePack:ConformancePack": _CONFIG,
    "aws:cfg/organizationConformancePack:OrganizationConformancePack": _CONFIG,
    "aws:cfg/organizationManagedRule:OrganizationManagedRule": _CONFIG,
    "aws:cfg/recorder:Recorder": (Use("config-items"),),
    "aws:cfg/rule:Rule": _CONFIG,
    "aws:cloudtrail/eventDataStore:EventDataStore": (Use("cloudtrail-lake-gb"),),
    "aws:cloudtrail/trail:Trail": (Use("cloudtrail-data-events-million"),),
    "aws:cloudwatch/dashboard:Dashboard": (Fixed("dashboard-month", of.one),),
    "aws:cloudwatch/logGroup:LogGroup": _LOGS,
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": (Fixed("metric-month", of.one),),
    "aws:cloudwatch/metricAlarm:MetricAlarm": (Fixed("alarm-month", of.alarm_metrics),),
    "aws:ec2/eip:Eip": (Fixed("public-ipv4-hour", of.hours),),
    "aws:ec2/flowLog:FlowLog": (Use("flow-logs-gb"),),
    "aws:ec2/internetGateway:InternetGateway": (Use("internet-out-gb"),),
    "aws:ec2/natGateway:NatGateway": (
        Fixed("nat-gateway-hour", of.hours),
        Use("nat-gateway-gb"),
        Use("internet-out-gb"),
    ),
    "aws:ec2/vpcEndpoint:VpcEndpoint": (
        Fixed("vpc-endpoint-hour", of.endpoint_hours),
        Use("vpc-endpoint-gb"),
    ),
    "aws:ec2/vpnConnection:VpnConnection": (Fixed("vpn-connection-hour", of.hours),),
    "aws:ec2transitgateway/vpcAttachment:VpcAttachment": (
        Fixed("transit-gateway-attachment-hour", of.hours),
        Use("transit-gateway-gb"),
    ),
    "aws:ecr/repository:Repository": (Use("ecr-gb-month"),),
    "aws:guardduty/detector:Detector": (
        Use("guardduty-events-million"),
        Use("guardduty-logs-gb"),
    ),
    "aws:inspector2/enabler:Enabler": (Use("inspector-instances"),),
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": (Use("firehose-gb"),),
    "aws:kms/key:Key": (Fixed("kms-key-month", of.one), Use("kms-requests-million")),
    "aws:kms/replicaKey:ReplicaKey": (Fixed("kms-key-month", of.one),),
    "aws:lambda/function:Function": (
        Use("lambda-requests-million"),
        Use("lambda-gb-second-million"),
    ),
    "aws:lb/loadBalancer:LoadBalancer": (
        Fixed("public-load-balancer-hour", of.hours),
        # One public address in each zone, where it isn't internal.
        Fixed("public-ipv4-hour", of.public_addresses),
        Use("load-balancer-lcu-hour"),
    ),
    "aws:macie2/account:Account": (Use("macie-gb"),),
    "aws:macie2/classificationJob:ClassificationJob": (Use("macie-gb"),),
    "aws:networkfirewall/firewall:Firewall": (
        Fixed("network-firewall-endpoint-hour", of.hours_for_each("subnetMappings")),
        Use("network-firewall-gb"),
    ),
    "aws:route53/profilesProfile:ProfilesProfile": (Fixed("resolver-profile-hour", of.hours),),
    "aws:route53/resolverEndpoint:ResolverEndpoint": (
        Fixed("resolver-interface-hour", of.hours_for_each("ipAddresses")),
        Use("resolver-queries-million"),
    ),
    "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation": (
        Use("dns-firewall-queries-million"),
    ),
    "aws:route53/zone:Zone": (Fixed("hosted-zone-month", of.one),),
    "aws:s3/bucket:Bucket": _BUCKET,
    "aws:scheduler/schedule:Schedule": (Use("scheduler-calls-million"),),
    "aws:secretsmanager/secret:Secret": (Fixed("secret-month", of.secret_replicas),),
    "aws:securityhub/account:Account": (Use("securityhub-checks"),),
    "aws:securityhub/standardsSubscription:StandardsSubscription": (Use("securityhub-checks"),),
    "aws:sns/topic:Topic": (Use("sns-requests-million"),),
    "aws:sqs/queue:Queue": (Use("sqs-requests-million"),),
    "aws:wafv2/webAcl:WebAcl": (
        Fixed("waf-acl-month", of.one),
        Fixed("waf-rule-month", of.rules),
        Use("waf-requests-million"),
    ),
}

FREE_MODULES: Final = (
    "aws:account/", "aws:bcmdata/", "aws:budgets/", "aws:costexplorer/", "aws:cur/", "aws:ebs/",
    "aws:iam/", "aws:identitystore/", "aws:index/", "aws:organizations/", "aws:ram/",
    "aws:resourcegroups/", "aws:servicequotas/", "aws:ssoadmin/",
)  # fmt: skip
"""Services that cost nothing as they are used here: governance, access, budgets and reports.

A budget with actions would cost something; the platform's have none.
Source: https://aws.amazon.com/aws-cost-management/pricing/
"""

FREE_TYPES: Final = frozenset({
    "aws:accessanalyzer/analyzer:Analyzer",  # of external access; of unused access it is charged
    "aws:accessanalyzer/archiveRule:ArchiveRule",
    "aws:athena/namedQuery:NamedQuery",
    "aws:backup/plan:Plan",
    "aws:backup/regionSettings:RegionSettings",
    "aws:backup/globalSettings:GlobalSettings",
    "aws:backup/selection:Selection",
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
    "aws:backup/vaultNotifications:VaultNotifications",
    "aws:backup/vaultPolicy:VaultPolicy",
    "aws:cfg/aggregateAuthorization:AggregateAuthorization",
    "aws:cfg/configurationAggregator:ConfigurationAggregator",
    "aws:cfg/deliveryChannel:DeliveryChannel",
    "aws:cfg/recorderStatus:RecorderStatus",
    "aws:cloudtrail/organizationDelegatedAdminAccount:OrganizationDelegatedAdminAccount",
    "aws:cloudwatch/eventRule:EventRule",
    "aws:cloudwatch/eventTarget:EventTarget",
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
    "aws:cloudwatch/logDestination:LogDestination",
    "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy",
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    "aws:cloudwatch/logStream:LogStream",
    "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
    "aws:cloudwatch/queryDefinition:QueryDefinition",
    "aws:ec2/vpcIpamOrganizationAdminAccount:VpcIpamOrganizationAdminAccount",
    "aws:directconnect/gateway:Gateway",
    "aws:directconnect/gatewayAssociation:GatewayAssociation",
    "aws:glue/catalogDatabase:CatalogDatabase",  # a million objects are free
    "aws:glue/catalogTable:CatalogTable",
    "aws:acm/certificate:Certificate",  # public ones that stay within AWS
    "aws:acm/certificateValidation:CertificateValidation",
    "aws:inspector2/memberAssociation:MemberAssociation",
    "aws:macie2/member:Member",
    "aws:macie2/organizationAdminAccount:OrganizationAdminAccount",
    "aws:macie2/organizationConfiguration:OrganizationConfiguration",
    "aws:inspector2/delegatedAdminAccount:DelegatedAdminAccount",
    "aws:kinesis/resourcePolicy:ResourcePolicy",
    "aws:kms/alias:Alias",
    "aws:kms/grant:Grant",
    "aws:kms/keyPolicy:KeyPolicy",
    "aws:lb/listener:Listener",
    "aws:lb/targetGroup:TargetGroup",
    "aws:networkfirewall/firewallPolicy:FirewallPolicy",
    "aws:networkfirewall/loggingConfiguration:LoggingConfiguration",
    "aws:networkfirewall/ruleGroup:RuleGroup",
    "aws:route53/profilesAssociation:ProfilesAssociation",  # a hundred are in the profile's price
    "aws:route53/profilesResourceAssociation:ProfilesResourceAssociation",
    "aws:route53/record:Record",
    "aws:route53/queryLog:QueryLog",
    "aws:route53/resolverConfig:ResolverConfig",
    "aws:route53/resolverDnsSecConfig:ResolverDnsSecConfig",
    "aws:route53/resolverFirewallConfig:ResolverFirewallConfig",
    "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList",
    "aws:route53/resolverFirewallRule:ResolverFirewallRule",
    "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup",
    "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig",
    "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation",
    "aws:route53/resolverRule:ResolverRule",
    "aws:route53/resolverRuleAssociation:ResolverRuleAssociation",
    "aws:route53/vpcAssociationAuthorization:VpcAssociationAuthorization",
    "aws:route53/zoneAssociation:ZoneAssociation",
    "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
    "aws:scheduler/scheduleGroup:ScheduleGroup",
    "aws:secretsmanager/secretPolicy:SecretPolicy",
    "aws:secretsmanager/secretRotation:SecretRotation",
    "aws:secretsmanager/secretVersion:SecretVersion",
    "aws:sns/topicPolicy:TopicPolicy",
    "aws:sns/topicSubscription:TopicSubscription",
    "aws:sqs/queuePolicy:QueuePolicy",
    "aws:ssm/association:Association",
    "aws:ssm/defaultPatchBaseline:DefaultPatchBaseline",
    "aws:ssm/document:Document",
    "aws:ssm/maintenanceWindow:MaintenanceWindow",
    "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget",
    "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask",
    "aws:ssm/parameter:Parameter",
    "aws:ssm/patchBaseline:PatchBaseline",
    "aws:ssm/patchGroup:PatchGroup",
    "aws:ssm/serviceSetting:ServiceSetting",
    "aws:wafv2/webAclAssociation:WebAclAssociation",
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
})  # fmt: skip
"""Types that cost nothing by themselves, in services that do."""

FREE_BEGINNINGS: Final = (
    "aws:guardduty/organization", "aws:guardduty/publishing", "aws:inspector2/organization",
    "aws:s3/bucket", "aws:securityhub/configurationPolicy", "aws:securityhub/findingAggregator",
    "aws:securityhub/organization", "aws:ec2transitgateway/", "aws:vpc/securityGroup",
)  # fmt: skip
"""Settings and parts of what is charged for elsewhere.

`aws:ec2transitgateway/` is free but for attachments: the gateway itself costs nothing.
Source: https://aws.amazon.com/transit-gateway/pricing/
"""

FREE_IN_EC2: Final = frozenset({
    "blockPublicAccess", "customerGateway", "defaultCreditSpecification", "defaultNetworkAcl",
    "defaultRouteTable", "defaultSecurityGroup", "defaultVpc", "eipAssociation",
    "imageBlockPublicAccess", "instanceMetadataDefaults", "internetGatewayAttachment",
    "mainRouteTableAssociation", "managedPrefixList", "managedPrefixListEntry", "networkAcl",
    "networkAclAssociation", "networkAclRule", "route", "routeTable", "routeTableAssociation",
    "securityGroup", "securityGroupRule", "serialConsoleAccess", "snapshotBlockPublicAccess",
    "subnet", "subnetCidrReservation", "tag", "vpc", "vpcBlockPublicAccessExclusion",
    "vpcBlockPublicAccessOptions", "vpcDhcpOptions", "vpcDhcpOptionsAssociation",
    "vpcEndpointPolicy", "vpcEndpointRouteTableAssociation",
    "vpcEndpointSecurityGroupAssociation", "vpcEndpointSubnetAssociation",
    "vpcIpv4CidrBlockAssociation",
})  # fmt: skip
"""Types of `aws:ec2/` that cost nothing: networks' parts and an account's settings."""


def is_free(token: str) -> bool:
    """Return whether a type is known to cost nothing by itself."""
    if token in CHARGES:
        return False
    module, _, rest = token.partition("/")
    return (
        token in FREE_TYPES
        or token.startswith((*FREE_MODULES, *FREE_BEGINNINGS))
        or (module == "aws:ec2" and rest.partition(":")[0] in FREE_IN_EC2)
    )

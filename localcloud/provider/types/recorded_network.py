"""Only recorded: what shares, plans and filters networks."""

from __future__ import annotations

from localcloud.provider.types._recorded import arn_of, only

_IPAM = "moto has no VPC IPAM"
_FIREWALL = "moto has no policies and rule groups of Network Firewall"
_DNS_FIREWALL = "moto has no DNS firewall"
_RAM = "moto shares nothing between accounts"
_CROSS = "moto links no two accounts"

ENTRIES = [
    only(
        "aws:ram/resourceShare:ResourceShare",
        _RAM,
        id=arn_of("ram", "resource-share/{hash}"),
        arn="{id}",
        name="name",
        tags=True,
    ),
    only(
        "aws:ram/principalAssociation:PrincipalAssociation",
        _RAM,
        id="{resourceShareArn},{principal}",
        replace=("resourceShareArn", "principal"),
    ),
    only(
        "aws:ram/resourceAssociation:ResourceAssociation",
        _RAM,
        id="{resourceShareArn},{resourceArn}",
        replace=("resourceShareArn", "resourceArn"),
    ),
    only(
        "aws:ram/resourceShareAccepter:ResourceShareAccepter",
        _RAM,
        id="{shareArn}",
        replace=("shareArn",),
    ),
    only("aws:ram/sharingWithOrganization:SharingWithOrganization", _RAM, regional=False),
    only(
        "aws:ec2/vpcIpam:VpcIpam",
        _IPAM,
        id="ipam-{hash}",
        arn=arn_of("ec2", "ipam/{id}"),
        tags=True,
        outputs={"privateDefaultScopeId": "ipam-scope-{hash}"},
    ),
    only(
        "aws:ec2/vpcIpamPool:VpcIpamPool",
        _IPAM,
        id="ipam-pool-{hash}",
        arn=arn_of("ec2", "ipam-pool/{id}"),
        replace=("addressFamily", "ipamScopeId", "locale", "sourceIpamPoolId"),
        tags=True,
    ),
    only(
        "aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr",
        _IPAM,
        id="{cidr}_{ipamPoolId}",
        replace=("cidr", "ipamPoolId"),
    ),
    only(
        "aws:networkfirewall/ruleGroup:RuleGroup",
        _FIREWALL,
        id=arn_of("network-firewall", "stateful-rulegroup/{name}"),
        arn="{id}",
        name="name",
        replace=("type", "capacity"),
        tags=True,
    ),
    only(
        "aws:networkfirewall/firewallPolicy:FirewallPolicy",
        _FIREWALL,
        id=arn_of("network-firewall", "firewall-policy/{name}"),
        arn="{id}",
        name="name",
        tags=True,
    ),
    only(
        "aws:networkfirewall/firewall:Firewall",
        _FIREWALL,
        id=arn_of("network-firewall", "firewall/{name}"),
        arn="{id}",
        name="name",
        replace=("vpcId", "transitGatewayId"),
        tags=True,
    ),
    only(
        "aws:networkfirewall/loggingConfiguration:LoggingConfiguration",
        _FIREWALL,
        id="{firewallArn}",
        replace=("firewallArn",),
    ),
    only(
        "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList",
        _DNS_FIREWALL,
        id="rslvr-fdl-{hash}",
        arn=arn_of("route53resolver", "firewall-domain-list/{id}"),
        name="name",
        tags=True,
    ),
    only(
        "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup",
        _DNS_FIREWALL,
        id="rslvr-frg-{hash}",
        arn=arn_of("route53resolver", "firewall-rule-group/{id}"),
        name="name",
        tags=True,
    ),
    only(
        "aws:route53/resolverFirewallRule:ResolverFirewallRule",
        _DNS_FIREWALL,
        replace=("firewallRuleGroupId", "firewallDomainListId"),
    ),
    only(
        "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation",
        _DNS_FIREWALL,
        id="rslvr-frgassoc-{hash}",
        arn=arn_of("route53resolver", "firewall-rule-group-association/{id}"),
        replace=("firewallRuleGroupId", "vpcId"),
        tags=True,
    ),
    only(
        "aws:route53/resolverFirewallConfig:ResolverFirewallConfig",
        _DNS_FIREWALL,
        id="rslvr-fc-{hash}",
        replace=("resourceId",),
    ),
    only(
        "aws:route53/zoneAssociation:ZoneAssociation",
        _CROSS,
        id="{zoneId}:{vpcId}",
        replace=("zoneId", "vpcId", "vpcRegion"),
        regional=False,
    ),
    only(
        "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter",
        _CROSS,
        id="{transitGatewayAttachmentId}",
        replace=("transitGatewayAttachmentId",),
        tags=True,
    ),
]

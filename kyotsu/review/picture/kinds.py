"""What kinds of resources are called in a picture."""

from typing import Final

from policies.rule import Text

PLACED: Final = frozenset(
    {
        "aws:ec2/vpc:Vpc",
        "aws:ec2/subnet:Subnet",
        "aws:ec2/internetGateway:InternetGateway",
        "aws:ec2/natGateway:NatGateway",
        "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
        "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
    }
)
"""Types that have a place of their own."""

ONLY_CHANGED: Final = frozenset(
    {
        "aws:ec2/route:Route",
        "aws:ec2/routeTable:RouteTable",
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
    }
)
"""Types that the ways in the picture stand for, so that they are named only where they change."""

_LABELS: Final = {
    "vpc": Text(ja="ネットワーク", en="Networks"),
    "subnet": Text(ja="サブネット", en="Subnets"),
    "internetGateway": Text(ja="インターネットゲートウェイ", en="Internet gateways"),
    "natGateway": Text(ja="NATゲートウェイ", en="NAT gateways"),
    "vpcAttachment": Text(ja="ハブへの接続", en="Attachments to the hub"),
    "securityGroup": Text(ja="セキュリティグループ", en="Security groups"),
    "defaultSecurityGroup": Text(ja="既定のグループ", en="Default group"),
    "securityGroupRule": Text(ja="グループの規則", en="Group rules"),
    "securityGroupIngressRule": Text(ja="グループの規則", en="Group rules"),
    "securityGroupEgressRule": Text(ja="グループの規則", en="Group rules"),
    "networkAcl": Text(ja="ネットワークACL", en="Network ACLs"),
    "defaultNetworkAcl": Text(ja="既定のACL", en="Default ACL"),
    "networkAclRule": Text(ja="ACLの規則", en="ACL rules"),
    "flowLog": Text(ja="フローログ", en="Flow logs"),
    "vpcEndpoint": Text(ja="エンドポイント", en="Endpoints"),
    "routeTable": Text(ja="経路表", en="Route tables"),
    "defaultRouteTable": Text(ja="既定の経路表", en="Default route table"),
    "route": Text(ja="経路", en="Routes"),
    "routeTableAssociation": Text(ja="経路表の関連付け", en="Route table associations"),
    "firewall": Text(ja="ファイアウォール", en="Firewalls"),
    "resolverEndpoint": Text(ja="リゾルバー", en="Resolver endpoints"),
    "instance": Text(ja="サーバー", en="Servers"),
    "loadBalancer": Text(ja="負荷分散装置", en="Load balancers"),
}
_OTHER: Final = Text(ja="その他", en="Others")


def label_of(token: str) -> Text:
    """Return what resources of a type are called."""
    return _LABELS.get(token.partition("/")[2].partition(":")[0], _OTHER)

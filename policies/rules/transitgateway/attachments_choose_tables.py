"""TGW-02: VPCs don't join a transit gateway's default tables."""

from policies.rule import Properties, Rule, Severity, Text

TABLES = (
    "transitGatewayDefaultRouteTableAssociation",
    "transitGatewayDefaultRouteTablePropagation",
)


def check(properties: Properties) -> str | None:
    """Return which default table is joined; both are where nothing is said."""
    joined = [table for table in TABLES if properties.get(table) is not False]
    return f"{', '.join(joined)} is not false" if joined else None


RULE = Rule(
    id="TGW-02",
    title=Text(
        ja="VPCの接続は既定の経路表を使わないこと",
        en="VPCs don't join a transit gateway's default tables",
    ),
    remedy=Text(
        ja="transitGatewayDefaultRouteTableAssociationとPropagationをfalseにする",
        en=(
            "set transitGatewayDefaultRouteTableAssociation and "
            "transitGatewayDefaultRouteTablePropagation to false"
        ),
    ),
    severity=Severity.HIGH,
    types=("aws:ec2transitgateway/vpcAttachment:VpcAttachment",),
    uses=(
        "transitGatewayDefaultRouteTableAssociation",
        "transitGatewayDefaultRouteTablePropagation",
    ),
    controls={
        "統一基準 R7": ("6.4.1(1)(a)",),
    },
    check=check,
    compliant=dict.fromkeys(TABLES, False),
    violating={**dict.fromkeys(TABLES, False), "transitGatewayDefaultRouteTablePropagation": True},
)

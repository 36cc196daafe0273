"""TGW-01: transit gateways connect and route nothing by themselves."""

from policies.reading.demands import every, none_of, one_of
from policies.rule import Rule, Severity, Text

SHARED = "autoAcceptSharedAttachments"  # off where nothing is said; the others are on
ROUTES = ("defaultRouteTableAssociation", "defaultRouteTablePropagation")

RULE = Rule(
    id="TGW-01",
    title=Text(
        ja="Transit Gatewayは接続・経路を自動で受け入れないこと",
        en="Transit gateways connect and route nothing by themselves",
    ),
    remedy=Text(
        ja=(
            "autoAcceptSharedAttachments、defaultRouteTableAssociation、defaultRouteTablePropagat"
            "ionをdisableにする"
        ),
        en=(
            "set autoAcceptSharedAttachments, defaultRouteTableAssociation and "
            "defaultRouteTablePropagation to disable"
        ),
    ),
    severity=Severity.CRITICAL,
    types=("aws:ec2transitgateway/transitGateway:TransitGateway",),
    uses=(
        "autoAcceptSharedAttachments",
        "defaultRouteTableAssociation",
        "defaultRouteTablePropagation",
    ),
    controls={
        "AWS FSBP": ("EC2.23",),
        "統一基準 R7": (
            "6.4.1(1)(a)",
            "6.4.1(1)(d)",
        ),
    },
    check=every(none_of(SHARED, "enable"), *(one_of(switch, "disable") for switch in ROUTES)),
    compliant=dict.fromkeys((SHARED, *ROUTES), "disable"),
    violating={**dict.fromkeys((SHARED, *ROUTES), "disable"), SHARED: "enable"},
)

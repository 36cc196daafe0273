"""The hub: which networks are joined, and which of them can reach which."""

from typing import Final

from kyotsu.review.meaning.events import Event, events
from policies.rule import Severity, Text

_PROPAGATION: Final = ("aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation",)
_ASSOCIATION: Final = ("aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation",)
_ROUTE: Final = ("aws:ec2transitgateway/route:Route",)
_ATTACHMENT: Final = (
    "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
    "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter",
)
_OUTSIDE: Final = (
    "aws:ec2/vpnConnection:VpnConnection",
    "aws:ec2/customerGateway:CustomerGateway",
    "aws:directconnect/gatewayAssociation:GatewayAssociation",
)
_RESOLVER: Final = ("aws:route53/resolverEndpoint:ResolverEndpoint",)
_TABLES: Final = ("transitGatewayAttachmentId", "transitGatewayRouteTableId")

CLASSIFIERS: Final = (
    events(
        "hub",
        Event(
            code="hub-reach-gained",
            types=_PROPAGATION,
            when="created",
            severity=Severity.HIGH,
            shows=_TABLES,
            text=Text(
                ja="{name} により、ハブの経路表を使うネットワークから届く先が増えます。",
                en="By {name}, networks that use a route table of the hub can reach one more.",
            ),
        ),
        Event(
            code="hub-reach-lost",
            types=_PROPAGATION,
            when="deleted",
            shows=_TABLES,
            text=Text(
                ja="{name} がなくなり、ハブの経路表を使うネットワークから届く先が減ります。",
                en="With {name} goes a way by which networks reached another one over the hub.",
            ),
        ),
        Event(
            code="hub-route",
            types=_ROUTE,
            when="created",
            severity=Severity.HIGH,
            shows=("destinationCidrBlock", "transitGatewayAttachmentId", "blackhole"),
            text=Text(
                ja="ハブに経路 {name} ができ、通信の通り道が変わります。",
                en="The hub gets the route {name}, which changes the way that traffic takes.",
            ),
        ),
        Event(
            code="hub-route",
            types=_ROUTE,
            when="changed",
            severity=Severity.HIGH,
            shows=("destinationCidrBlock", "transitGatewayAttachmentId", "blackhole"),
            text=Text(
                ja="ハブの経路 {name} の行き先が変わります。",
                en="The hub's route {name} leads elsewhere.",
            ),
        ),
        Event(
            code="hub-route",
            types=_ROUTE,
            when="deleted",
            severity=Severity.HIGH,
            shows=("destinationCidrBlock", "blackhole"),
            text=Text(
                ja="ハブの経路 {name} がなくなり、届かなくなるか、遮断が解けます。",
                en="The hub's route {name} goes: something is cut off, or no longer blocked.",
            ),
        ),
        Event(
            code="hub-segment",
            types=_ASSOCIATION,
            when="created",
            severity=Severity.MEDIUM,
            shows=_TABLES,
            text=Text(
                ja="{name} により、ネットワークがハブの経路表に従うようになります。",
                en="By {name}, a network goes by one of the hub's route tables.",
            ),
        ),
        Event(
            code="hub-segment",
            types=_ASSOCIATION,
            when="changed",
            severity=Severity.HIGH,
            shows=_TABLES,
            text=Text(
                ja="{name} の従う経路表が替わり、届く先が変わります。",
                en="{name} goes by another of the hub's route tables, and so reaches others.",
            ),
        ),
        Event(
            code="hub-joined",
            types=_ATTACHMENT,
            when="created",
            severity=Severity.MEDIUM,
            shows=("vpcId", "subnetIds"),
            text=Text(
                ja="{name} により、ネットワークがハブにつながります。",
                en="{name} joins a network to the hub.",
            ),
        ),
        Event(
            code="hub-left",
            types=(*_ATTACHMENT, *_ASSOCIATION),
            when="deleted",
            severity=Severity.MEDIUM,
            shows=("vpcId",),
            text=Text(
                ja="{name} がなくなり、ネットワークがハブから切り離されます。",
                en="With {name}, a network is cut off from the hub.",
            ),
        ),
        Event(
            code="outside-line",
            types=_OUTSIDE,
            when="created",
            severity=Severity.HIGH,
            shows=("ipAddress", "dxGatewayId", "allowedPrefixes"),
            text=Text(
                ja="{name} により、外部の回線とつながります。",
                en="{name} joins an outside line.",
            ),
        ),
        Event(
            code="outside-line",
            types=_OUTSIDE,
            when="changed",
            severity=Severity.HIGH,
            shows=("ipAddress", "allowedPrefixes", "staticRoutesOnly"),
            text=Text(
                ja="外部の回線 {name} のつながり方が変わります。",
                en="How {name} joins an outside line changes.",
            ),
        ),
        Event(
            code="outside-line",
            types=_OUTSIDE,
            when="deleted",
            severity=Severity.HIGH,
            text=Text(ja="外部の回線 {name} が切れます。", en="The outside line {name} is cut."),
        ),
        Event(
            code="resolver",
            types=_RESOLVER,
            when="created",
            severity=Severity.MEDIUM,
            shows=("direction",),
            text=Text(
                ja="{name} により、名前の問合せが網の境を越えるようになります。",
                en="{name} lets look-ups of names cross the border of the network.",
            ),
        ),
    ),
)

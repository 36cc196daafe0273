"""VPC-12: the block of public access to VPCs is not lifted."""

from policies.reading.demands import one_of
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="VPC-12",
    title=Text(
        ja="VPCのパブリックアクセスブロックを解除しないこと",
        en="The block of public access to VPCs is not lifted",
    ),
    remedy=Text(
        ja="internetGatewayBlockModeをblock-bidirectionalまたはblock-ingressにする",
        en="set internetGatewayBlockMode to block-bidirectional or block-ingress",
    ),
    severity=Severity.HIGH,
    types=("aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions",),
    uses=("internetGatewayBlockMode",),
    controls={
        "AWS FSBP": ("EC2.172",),
        "統一基準 R7": ("6.4.1(2)(a)",),
    },
    check=one_of("internetGatewayBlockMode", "block-bidirectional", "block-ingress"),
    compliant={"internetGatewayBlockMode": "block-ingress"},
    violating={"internetGatewayBlockMode": "off"},
)

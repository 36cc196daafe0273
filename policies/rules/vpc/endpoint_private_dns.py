"""VPC-10: interface endpoints answer to the service's own name."""

from policies.rule import Properties, Rule, Severity, Text


def check(properties: Properties) -> str | None:
    """Return that programs would go past the endpoint, over the internet's addresses."""
    if properties.get("vpcEndpointType") != "Interface":
        return None
    return None if properties.get("privateDnsEnabled") is True else "privateDnsEnabled is not true"


RULE = Rule(
    id="VPC-10",
    title=Text(
        ja="インターフェースエンドポイントはプライベートDNSを使うこと",
        en="Interface endpoints answer to the service's own name",
    ),
    remedy=Text(
        ja="privateDnsEnabledをtrueにする",
        en="set privateDnsEnabled to true",
    ),
    severity=Severity.MEDIUM,
    types=("aws:ec2/vpcEndpoint:VpcEndpoint",),
    uses=(
        "vpcEndpointType",
        "privateDnsEnabled",
    ),
    controls={
        "統一基準 R7": ("6.4.1(1)(b)",),
    },
    check=check,
    compliant={"vpcEndpointType": "Interface", "privateDnsEnabled": True},
    violating={"vpcEndpointType": "Interface", "privateDnsEnabled": False},
)

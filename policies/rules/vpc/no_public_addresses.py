"""VPC-01: subnets give out no public addresses."""

from policies.reading.demands import none_true, setting
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="VPC-01",
    title=Text(
        ja="サブネットで公開IPアドレスを自動的に割り当てないこと",
        en="Subnets give out no public addresses",
    ),
    remedy=Text(
        ja="mapPublicIpOnLaunchを外すかfalseにする",
        en="leave mapPublicIpOnLaunch out, or set it to false",
    ),
    severity=Severity.HIGH,
    types=(
        "aws:ec2/subnet:Subnet",
        "aws:ec2/defaultSubnet:DefaultSubnet",
    ),
    uses=("mapPublicIpOnLaunch",),
    controls={
        "AWS FSBP": ("EC2.15",),
        "NIST SP 800-53 r5": (
            "AC-3",
            "SC-7",
        ),
        "統一基準 R7": ("6.4.1(1)(b)",),
    },
    check=none_true("mapPublicIpOnLaunch"),
    compliant={"mapPublicIpOnLaunch": False},
    violating={"mapPublicIpOnLaunch": True},
    remediate=setting(mapPublicIpOnLaunch=False),
)

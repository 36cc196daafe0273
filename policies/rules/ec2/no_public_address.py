"""EC2-02: servers have no public address."""

from policies.reading.values import objects_at, value_at
from policies.rule import Properties, Rule, Severity, Text

NAME = "associatePublicIpAddress"
OFF = (None, "", False, "false")  # launch templates write it as a text


def check(properties: Properties) -> str | None:
    """Return that an address is given to the server, or to an interface of a launch template."""
    if properties.get(NAME) not in OFF:
        return f"{NAME} is not false"
    interfaces = objects_at(properties, "networkInterfaces")
    if any(value_at(interface, NAME) not in OFF for interface in interfaces):
        return f"{NAME} of an interface is not false"
    return None


RULE = Rule(
    id="EC2-02",
    title=Text(
        ja="EC2に公開IPアドレスを割り当てないこと",
        en="Servers have no public address",
    ),
    remedy=Text(
        ja="associatePublicIpAddressを外すかfalseにし、ロードバランサー経由で公開する",
        en=(
            "leave associatePublicIpAddress out, or set it to false; publish through a load "
            "balancer"
        ),
    ),
    severity=Severity.HIGH,
    types=(
        "aws:ec2/instance:Instance",
        "aws:ec2/launchConfiguration:LaunchConfiguration",
        "aws:ec2/launchTemplate:LaunchTemplate",
        "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
    ),
    uses=("associatePublicIpAddress",),
    controls={
        "AWS FSBP": (
            "EC2.9",
            "EC2.25",
            "Autoscaling.5",
        ),
        "NIST SP 800-53 r5": (
            "AC-3",
            "SC-7",
        ),
        "統一基準 R7": ("6.4.1(2)(a)",),
    },
    check=check,
    compliant={"associatePublicIpAddress": False},
    violating={"associatePublicIpAddress": True},
)

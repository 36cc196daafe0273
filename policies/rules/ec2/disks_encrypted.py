"""EC2-06: disks that servers start with are encrypted."""

from policies.reading.values import is_set, objects_at, value_at
from policies.rule import Properties, Rule, Severity, Text


def check(properties: Properties) -> str | None:
    """Return which disk is not encrypted. Others follow the account's default."""
    plain = [
        path
        for path in ("rootBlockDevice", "ebsBlockDevices", "blockDeviceMappings")
        for disk in objects_at(properties, path)
        if not _is_encrypted(disk)
    ]
    return f"a disk in {plain[0]} is not encrypted" if plain else None


def _is_encrypted(disk: Properties) -> bool:
    if is_set(disk, "noDevice") or is_set(disk, "virtualName"):
        return True
    path = "ebs.encrypted" if is_set(disk, "ebs") else "encrypted"
    return value_at(disk, path) in (True, "true")


RULE = Rule(
    id="EC2-06",
    title=Text(
        ja="EC2に付けるディスクの暗号化を外さないこと",
        en="Disks that servers start with are encrypted",
    ),
    remedy=Text(
        ja="各ディスクのencryptedをtrueにする",
        en="set encrypted to true for each disk",
    ),
    severity=Severity.HIGH,
    types=(
        "aws:ec2/instance:Instance",
        "aws:ec2/launchTemplate:LaunchTemplate",
        "aws:ec2/launchConfiguration:LaunchConfiguration",
        "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
    ),
    uses=(),
    controls={
        "AWS FSBP": (
            "EC2.3",
            "EC2.181",
        ),
        "NIST SP 800-53 r5": ("SC-28(1)",),
        "統一基準 R7": ("7.1.5(1)(a)",),
    },
    check=check,
    compliant={"rootBlockDevice": {"encrypted": True}},
    violating={"rootBlockDevice": {"encrypted": False}},
)

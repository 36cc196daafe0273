"""VPC-07: ACLs let nobody reach SSH or RDP from the internet."""

from functools import partial

from policies.reading.openings import ADMIN_PORTS, Opening, acl_openings, no_opening
from policies.rule import Properties, Rule, Severity, Text

INGRESS = partial(acl_openings, direction="ingress")


def covers(opening: Opening) -> bool:
    """Whether an opening takes in SSH or RDP."""
    return opening.covers(*ADMIN_PORTS)


def _acl(cidr: str) -> Properties:
    rule = {"action": "allow", "protocol": "6", "fromPort": 0.0, "toPort": 65535.0}
    return {"ingress": [{**rule, "cidrBlock": cidr}]}


RULE = Rule(
    id="VPC-07",
    title=Text(
        ja="ネットワークACLでインターネットから管理用ポートへの通信を許可しないこと",
        en="ACLs let nobody reach SSH or RDP from the internet",
    ),
    remedy=Text(
        ja="22番と3389番を含む許可を、送信元を限って分ける",
        en="split the rule so that ports 22 and 3389 are not in it, or name the source",
    ),
    severity=Severity.HIGH,
    types=(
        "aws:ec2/networkAcl:NetworkAcl",
        "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
        "aws:ec2/networkAclRule:NetworkAclRule",
    ),
    uses=(),
    controls={
        "CIS AWS 3.0": ("5.1",),
        "CIS AWS 5.0": ("5.2",),
        "AWS FSBP": ("EC2.21",),
        "NIST SP 800-53 r5": (
            "CM-7",
            "SC-7(5)",
        ),
        "統一基準 R7": ("6.4.1(2)(a)",),
    },
    check=no_opening(INGRESS, "opens SSH or RDP to the internet", Opening.is_internet, covers),
    compliant=_acl("10.0.0.0/16"),
    violating=_acl("0.0.0.0/0"),
)

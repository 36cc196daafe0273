"""VPC-02: default security groups let nothing through."""

from policies.reading.demands import none_set
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="VPC-02",
    title=Text(
        ja="既定のセキュリティグループの規則を空にすること",
        en="Default security groups let nothing through",
    ),
    remedy=Text(
        ja="ingressとegressを空にする",
        en="leave ingress and egress empty",
    ),
    severity=Severity.HIGH,
    types=("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",),
    uses=(),
    controls={
        "CIS AWS 3.0": ("5.4",),
        "CIS AWS 5.0": ("5.5",),
        "AWS FSBP": ("EC2.2",),
        "NIST SP 800-53 r5": ("SC-7(5)",),
        "統一基準 R7": ("6.4.1(1)(b)",),
    },
    check=none_set("ingress", "egress"),
    compliant={"ingress": [], "egress": []},
    violating={
        "ingress": [{"protocol": "-1", "fromPort": 0.0, "toPort": 0.0, "self": True}],
        "egress": [],
    },
)

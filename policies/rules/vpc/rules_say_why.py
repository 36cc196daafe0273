"""VPC-06: rules of groups say what they are for."""

from policies.reading.demands import all_set
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="VPC-06",
    title=Text(
        ja="セキュリティグループの規則には説明を付けること",
        en="Rules of groups say what they are for",
    ),
    remedy=Text(
        ja="descriptionに用途を書く",
        en="say in description what the rule is for",
    ),
    severity=Severity.LOW,
    types=(
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        "aws:ec2/securityGroupRule:SecurityGroupRule",
    ),
    uses=(),
    controls={
        "統一基準 R7": ("6.4.1(3)(a)",),
    },
    check=all_set("description"),
    compliant={"description": "HTTPS from load balancers"},
    violating={"description": ""},
)

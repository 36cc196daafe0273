"""VPC-09: endpoints let through only principals of ours."""

from policies.reading.documents import closed_to_strangers
from policies.reading.examples import IN_ORGANIZATION, allow, document
from policies.rule import Properties, Rule, Severity, Text

POLICED = (None, "Gateway", "Interface")
CLOSED = closed_to_strangers("policy")


def check(properties: Properties) -> str | None:
    """Return how strangers get through. Without a policy of its own it lets all through."""
    return CLOSED(properties) if properties.get("vpcEndpointType") in POLICED else None


RULE = Rule(
    id="VPC-09",
    title=Text(
        ja="VPCエンドポイントは組織の者だけを通すこと",
        en="Endpoints let through only principals of ours",
    ),
    remedy=Text(
        ja="policyにaws:PrincipalOrgIDなどの条件を付ける",
        en="give the endpoint a policy with a condition such as aws:PrincipalOrgID",
    ),
    severity=Severity.HIGH,
    types=(
        "aws:ec2/vpcEndpoint:VpcEndpoint",
        "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy",
    ),
    uses=(
        "vpcEndpointType",
        "policy",
    ),
    controls={
        "統一基準 R7": (
            "6.4.1(1)(b)",
            "7.1.2(1)(a)",
        ),
    },
    check=check,
    compliant={
        "vpcEndpointType": "Gateway",
        "policy": document(allow("*", principal="*", condition=IN_ORGANIZATION)),
    },
    violating={"vpcEndpointType": "Gateway", "policy": document(allow("*", principal="*"))},
)

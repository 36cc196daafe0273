"""VPC-11: endpoint services accept each connection by hand."""

from policies.reading.demands import all_true, setting
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="VPC-11",
    title=Text(
        ja="エンドポイントサービスへの接続は承認制とすること",
        en="Endpoint services accept each connection by hand",
    ),
    remedy=Text(
        ja="acceptanceRequiredをtrueにする",
        en="set acceptanceRequired to true",
    ),
    severity=Severity.MEDIUM,
    types=("aws:ec2/vpcEndpointService:VpcEndpointService",),
    uses=("acceptanceRequired",),
    controls={
        "統一基準 R7": ("6.4.1(1)(d)",),
    },
    check=all_true("acceptanceRequired"),
    compliant={"acceptanceRequired": True},
    violating={"acceptanceRequired": False},
    remediate=setting(acceptanceRequired=True),
)

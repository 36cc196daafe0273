"""VPC-08: flow logs record all traffic, each minute."""

from policies.reading.values import is_set
from policies.rule import Properties, Rule, Severity, Text

SECONDS = 60
GATEWAYS = ("transitGatewayId", "transitGatewayAttachmentId")


def check(properties: Properties) -> str | None:
    """Return what is left out. Logs of transit gateways always take in all traffic."""
    of_gateway = any(is_set(properties, name) for name in GATEWAYS)
    if not of_gateway and properties.get("trafficType") != "ALL":
        return "trafficType is not ALL"
    often = properties.get("maxAggregationInterval") == SECONDS
    return None if often else f"maxAggregationInterval is not {SECONDS}"


RULE = Rule(
    id="VPC-08",
    title=Text(
        ja="フローログは全ての通信を1分ごとに記録すること",
        en="Flow logs record all traffic, each minute",
    ),
    remedy=Text(
        ja="trafficTypeをALLに、maxAggregationIntervalを60にする",
        en="set trafficType to ALL and maxAggregationInterval to 60",
    ),
    severity=Severity.HIGH,
    types=("aws:ec2/flowLog:FlowLog",),
    uses=(
        "trafficType",
        "maxAggregationInterval",
    ),
    controls={
        "CIS AWS 3.0": ("3.7",),
        "CIS AWS 5.0": ("3.7",),
        "AWS FSBP": ("EC2.6",),
        "NIST SP 800-53 r5": ("AU-12",),
        "統一基準 R7": (
            "7.1.4(1)(b)",
            "6.4.1(2)(b)",
        ),
    },
    check=check,
    compliant={"trafficType": "ALL", "maxAggregationInterval": 60.0},
    violating={"trafficType": "REJECT", "maxAggregationInterval": 60.0},
)

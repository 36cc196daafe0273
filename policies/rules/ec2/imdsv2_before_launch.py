"""EC2-10: launch configurations and spot requests demand IMDSv2 (a change would replace them)."""

from policies.rule import Rule, Severity, Text
from policies.rules.ec2.imdsv2 import check

RULE = Rule(
    id="EC2-10",
    title=Text(
        ja="起動設定とスポットリクエストでもIMDSv2を必須とすること",
        en="What can't be changed after its launch demands IMDSv2 from the start",
    ),
    remedy=Text(
        ja="metadataOptions.httpTokensをrequiredにして作り直す",
        en="make it anew with metadataOptions.httpTokens set to required",
    ),
    severity=Severity.HIGH,
    types=(
        "aws:ec2/launchConfiguration:LaunchConfiguration",
        "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
    ),
    uses=(),
    controls={
        "AWS FSBP": ("AutoScaling.3",),
        "NIST SP 800-53 r5": (
            "AC-3",
            "AC-6",
        ),
        "統一基準 R7": ("7.1.3(1)(b)",),
    },
    check=check,
    compliant={"metadataOptions": {"httpTokens": "required"}},
    violating={"metadataOptions": {"httpTokens": "optional"}},
)

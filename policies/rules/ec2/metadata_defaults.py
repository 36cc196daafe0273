"""EC2-07: accounts demand IMDSv2 of new servers by default."""

from policies.reading.demands import one_of, setting
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="EC2-07",
    title=Text(
        ja="EC2の既定のメタデータ設定でIMDSv2を必須とすること",
        en="Accounts demand IMDSv2 of new servers by default",
    ),
    remedy=Text(
        ja="httpTokensをrequiredにする",
        en="set httpTokens to required",
    ),
    severity=Severity.HIGH,
    types=("aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",),
    uses=("httpTokens",),
    controls={
        "統一基準 R7": ("7.1.3(1)(b)",),
    },
    check=one_of("httpTokens", "required"),
    compliant={"httpTokens": "required"},
    violating={"httpTokens": "optional"},
    remediate=setting(httpTokens="required"),
)

"""EC2-01: servers answer metadata requests with IMDSv2 only."""

from policies.reading.demands import setting_in
from policies.reading.values import any_of, value_at
from policies.rule import Properties, Rule, Severity, Text


def check(properties: Properties) -> str | None:
    """Return that requests without a token are answered; a switched off service answers none."""
    safe = any_of(
        lambda: value_at(properties, "metadataOptions.httpTokens") == "required",
        lambda: value_at(properties, "metadataOptions.httpEndpoint") == "disabled",
    )
    return None if safe else "metadataOptions.httpTokens is not required"


RULE = Rule(
    id="EC2-01",
    title=Text(
        ja="EC2のメタデータはIMDSv2だけで取得できること",
        en="Servers answer metadata requests with IMDSv2 only",
    ),
    remedy=Text(
        ja="metadataOptions.httpTokensをrequiredにする",
        en="set metadataOptions.httpTokens to required",
    ),
    severity=Severity.HIGH,
    types=(
        "aws:ec2/instance:Instance",
        "aws:ec2/launchTemplate:LaunchTemplate",
    ),
    uses=(),
    controls={
        "CIS AWS 3.0": ("5.6",),
        "CIS AWS 5.0": ("5.7",),
        "AWS FSBP": (
            "EC2.8",
            "EC2.170",
        ),
        "NIST SP 800-53 r5": (
            "AC-3",
            "AC-6",
        ),
        "統一基準 R7": ("7.1.3(1)(b)",),
    },
    check=check,
    compliant={"metadataOptions": {"httpTokens": "required"}},
    violating={"metadataOptions": {"httpTokens": "optional"}},
    remediate=setting_in("metadataOptions", httpTokens="required"),
)

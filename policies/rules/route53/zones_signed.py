"""R53-01: public zones go on being signed."""

from policies.reading.demands import none_of
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="R53-01",
    title=Text(
        ja="公開ゾーンのDNSSEC署名を止めないこと",
        en="Public zones go on being signed",
    ),
    remedy=Text(
        ja="signingStatusをSIGNINGにする",
        en="set signingStatus to SIGNING",
    ),
    severity=Severity.MEDIUM,
    types=("aws:route53/hostedZoneDnsSec:HostedZoneDnsSec",),
    uses=("signingStatus",),
    controls={
        "統一基準 R7": ("6.2.4(2)(b)",),
    },
    check=none_of("signingStatus", "NOT_SIGNING"),
    compliant={"signingStatus": "SIGNING"},
    violating={"signingStatus": "NOT_SIGNING"},
)

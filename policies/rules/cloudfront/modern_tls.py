"""CF-02: distributions speak TLS 1.2 or newer."""

from policies.reading.demands import one_of
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="CF-02",
    title=Text(
        ja="CloudFrontはTLS 1.2以上だけを使うこと",
        en="Distributions speak TLS 1.2 or newer",
    ),
    remedy=Text(
        ja="viewerCertificate.minimumProtocolVersionをTLSv1.2_2021以上にする",
        en="set viewerCertificate.minimumProtocolVersion to TLSv1.2_2021 or newer",
    ),
    severity=Severity.HIGH,
    types=("aws:cloudfront/distribution:Distribution",),
    uses=(),
    controls={
        "AWS FSBP": ("CloudFront.15",),
        "統一基準 R7": ("7.1.5(1)(b)",),
    },
    check=one_of(
        "viewerCertificate.minimumProtocolVersion", "TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"
    ),
    compliant={"viewerCertificate": {"minimumProtocolVersion": "TLSv1.2_2021"}},
    violating={"viewerCertificate": {"minimumProtocolVersion": "TLSv1"}},
)

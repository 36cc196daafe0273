"""CF-03: distributions stand behind a web ACL."""

from policies.reading.demands import all_set
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="CF-03",
    title=Text(
        ja="CloudFrontをWAFで保護すること",
        en="Distributions stand behind a web ACL",
    ),
    remedy=Text(
        ja="webAclIdを指定する",
        en="set webAclId",
    ),
    severity=Severity.MEDIUM,
    types=("aws:cloudfront/distribution:Distribution",),
    uses=(),
    controls={
        "AWS FSBP": ("CloudFront.6",),
        "統一基準 R7": ("6.4.1(2)-1 a)",),
    },
    check=all_set("webAclId"),
    compliant={"webAclId": "arn:aws:wafv2:example"},
    violating={"webAclId": ""},
)

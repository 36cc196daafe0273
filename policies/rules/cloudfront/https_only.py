"""CF-01: distributions are reached over HTTPS only."""

from functools import partial

from policies.reading.demands import one_of
from policies.reading.values import first_problem, objects_at
from policies.rule import Properties, Rule, Severity, Text

POLICY = one_of("viewerProtocolPolicy", "https-only", "redirect-to-https")
BEHAVIORS = ("defaultCacheBehavior", "orderedCacheBehaviors")


def check(properties: Properties) -> str | None:
    """Return that a behavior answers plain HTTP, or that there is none."""
    behaviors = [behavior for path in BEHAVIORS for behavior in objects_at(properties, path)]
    if not behaviors:
        return "defaultCacheBehavior is not set"
    return first_problem(partial(POLICY, behavior) for behavior in behaviors)


RULE = Rule(
    id="CF-01",
    title=Text(
        ja="CloudFrontはHTTPSだけで配信すること",
        en="Distributions are reached over HTTPS only",
    ),
    remedy=Text(
        ja="viewerProtocolPolicyをhttps-onlyまたはredirect-to-httpsにする",
        en="set viewerProtocolPolicy to https-only or redirect-to-https",
    ),
    severity=Severity.HIGH,
    types=("aws:cloudfront/distribution:Distribution",),
    uses=(),
    controls={
        "AWS FSBP": ("CloudFront.3",),
        "統一基準 R7": ("6.2.3(1)(d)",),
    },
    check=check,
    compliant={"defaultCacheBehavior": {"viewerProtocolPolicy": "redirect-to-https"}},
    violating={"defaultCacheBehavior": {"viewerProtocolPolicy": "allow-all"}},
)

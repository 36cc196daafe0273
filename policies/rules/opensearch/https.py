"""OS-03: search domains are reached over HTTPS with TLS 1.2 or newer."""

from policies.reading.demands import all_true, every, one_of
from policies.rule import Rule, Severity, Text

BLOCK = "domainEndpointOptions"
POLICIES = (
    "Policy-Min-TLS-1-2-PFS-2023-10",
    "Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08",
    "Policy-Min-TLS-1-2-2019-07",
)

RULE = Rule(
    id="OS-03",
    title=Text(
        ja="OpenSearchはTLS 1.2以上のHTTPSだけで接続できること",
        en="Search domains are reached over HTTPS with TLS 1.2 or newer",
    ),
    remedy=Text(
        ja="domainEndpointOptionsのenforceHttpsをtrueにし、tlsSecurityPolicyを指定する",
        en="in domainEndpointOptions set enforceHttps to true, and tlsSecurityPolicy",
    ),
    severity=Severity.HIGH,
    types=("aws:opensearch/domain:Domain",),
    uses=(),
    controls={
        "AWS FSBP": ("Opensearch.8",),
        "統一基準 R7": ("7.1.5(1)(b)",),
    },
    check=every(all_true(f"{BLOCK}.enforceHttps"), one_of(f"{BLOCK}.tlsSecurityPolicy", *POLICIES)),
    compliant={BLOCK: {"enforceHttps": True, "tlsSecurityPolicy": POLICIES[0]}},
    violating={BLOCK: {"enforceHttps": True, "tlsSecurityPolicy": "Policy-Min-TLS-1-0-2019-07"}},
)

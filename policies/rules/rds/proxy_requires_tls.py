"""RDS-10: proxies of databases demand TLS."""

from policies.reading.demands import all_true
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="RDS-10",
    title=Text(
        ja="RDS ProxyはTLSを必須とすること",
        en="Proxies of databases demand TLS",
    ),
    remedy=Text(
        ja="requireTlsをtrueにする",
        en="set requireTls to true",
    ),
    severity=Severity.HIGH,
    types=("aws:rds/proxy:Proxy",),
    uses=("requireTls",),
    controls={
        "AWS FSBP": ("RDS.43",),
        "統一基準 R7": ("7.1.5(1)(a)",),
    },
    check=all_true("requireTls"),
    compliant={"requireTls": True},
    violating={"requireTls": False},
)

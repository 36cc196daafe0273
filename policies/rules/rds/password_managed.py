"""RDS-07: Secrets Manager manages the first password of databases."""

from policies.reading.demands import all_true, every, none_set, unless
from policies.rule import Rule, Severity, Text

# A replica has its source's password.
check = every(
    none_set("password", "masterPassword"),
    unless("replicateSourceDb", all_true("manageMasterUserPassword")),
)

RULE = Rule(
    id="RDS-07",
    title=Text(
        ja="RDSの管理者パスワードをSecrets Managerに管理させること",
        en="Secrets Manager manages the first password of databases",
    ),
    remedy=Text(
        ja="manageMasterUserPasswordをtrueにし、パスワードを書かない",
        en="set manageMasterUserPassword to true, and write no password",
    ),
    severity=Severity.HIGH,
    types=(
        "aws:rds/instance:Instance",
        "aws:rds/cluster:Cluster",
    ),
    uses=("manageMasterUserPassword",),
    controls={
        "統一基準 R7": (
            "7.1.1(2)(a)",
            "6.2.5(1)(a)",
        ),
    },
    check=check,
    compliant={"manageMasterUserPassword": True},
    violating={"manageMasterUserPassword": True, "password": "example"},
)

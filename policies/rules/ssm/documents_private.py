"""SSM-02: documents of Systems Manager are not shared with everybody."""

from policies.reading.demands import none_of
from policies.reading.examples import ACCOUNT
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="SSM-02",
    title=Text(
        ja="SSMドキュメントを一般に公開しないこと",
        en="Documents of Systems Manager are not shared with everybody",
    ),
    remedy=Text(
        ja="permissions.accountIdsをアカウントに限る",
        en="name the accounts in permissions.accountIds",
    ),
    severity=Severity.CRITICAL,
    types=("aws:ssm/document:Document",),
    uses=("permissions",),
    controls={
        "AWS FSBP": ("SSM.4",),
        "統一基準 R7": ("7.1.2(1)(a)",),
    },
    check=none_of("permissions.accountIds", "All", "all"),
    compliant={"permissions": {"type": "Share", "accountIds": ACCOUNT}},
    violating={"permissions": {"type": "Share", "accountIds": "All"}},
)

"""ORG-02: accounts aren't closed when they leave the program."""

from policies.reading.demands import none_true, setting
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="ORG-02",
    title=Text(
        ja="アカウントを宣言から外しても閉鎖しないこと",
        en="Accounts aren't closed when they leave the program",
    ),
    remedy=Text(
        ja="closeOnDeletionを外すかfalseにする",
        en="leave closeOnDeletion out, or set it to false",
    ),
    severity=Severity.HIGH,
    types=("aws:organizations/account:Account",),
    uses=("closeOnDeletion",),
    controls={
        "統一基準 R7": ("4.2.2(5)(a)",),
    },
    check=none_true("closeOnDeletion"),
    compliant={"closeOnDeletion": False},
    violating={"closeOnDeletion": True},
    remediate=setting(closeOnDeletion=False),
)

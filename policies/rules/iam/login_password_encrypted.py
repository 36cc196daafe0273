"""IAM-12: first passwords don't end up in the state in clear."""

from policies.reading.demands import all_set
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="IAM-12",
    title=Text(
        ja="初期パスワードを平文で状態ファイルに残さないこと",
        en="First passwords don't end up in the state in clear",
    ),
    remedy=Text(
        ja="pgpKeyに本人の公開鍵を指定する",
        en="set pgpKey to the user's public key",
    ),
    severity=Severity.HIGH,
    types=("aws:iam/userLoginProfile:UserLoginProfile",),
    uses=(),
    controls={
        "統一基準 R7": ("7.1.1(2)(a)",),
    },
    check=all_set("pgpKey"),
    compliant={"user": "somebody", "pgpKey": "keybase:somebody"},
    violating={"user": "somebody"},
)

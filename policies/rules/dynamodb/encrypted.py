"""DDB-01: tables are encrypted under a key of ours."""

from policies.reading.demands import all_true, every, own_key
from policies.reading.examples import KEY
from policies.rule import Rule, Severity, Text

BLOCK = "serverSideEncryption"

RULE = Rule(
    id="DDB-01",
    title=Text(
        ja="DynamoDBを自前の鍵で暗号化すること",
        en="Tables are encrypted under a key of ours",
    ),
    remedy=Text(
        ja="serverSideEncryptionを有効にし、kmsKeyArnを指定する",
        en="switch serverSideEncryption on, with kmsKeyArn",
    ),
    severity=Severity.MEDIUM,
    types=("aws:dynamodb/table:Table",),
    uses=(),
    controls={
        "NIST SP 800-53 r5": ("SC-28(1)",),
        "統一基準 R7": (
            "7.1.5(1)(a)",
            "6.2.5(1)(e)",
        ),
    },
    check=every(all_true(f"{BLOCK}.enabled"), own_key(f"{BLOCK}.kmsKeyArn")),
    compliant={BLOCK: {"enabled": True, "kmsKeyArn": KEY}},
    violating={BLOCK: {"enabled": True}},
)

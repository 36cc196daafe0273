"""S3-02: accounts block all public access to S3."""

from policies.reading.demands import all_true, setting
from policies.rule import Rule, Severity, Text

SWITCHES = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")

RULE = Rule(
    id="S3-02",
    title=Text(
        ja="アカウント全体でS3のパブリックアクセスを全てブロックすること",
        en="Accounts block all public access to S3",
    ),
    remedy=Text(
        ja="AccountPublicAccessBlockの4項目を全てtrueにする",
        en="set all four switches of AccountPublicAccessBlock to true",
    ),
    severity=Severity.CRITICAL,
    types=("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",),
    uses=(
        "blockPublicAcls",
        "blockPublicPolicy",
        "ignorePublicAcls",
        "restrictPublicBuckets",
    ),
    controls={
        "CIS AWS 3.0": ("2.1.4",),
        "CIS AWS 5.0": ("2.1.4",),
        "AWS FSBP": ("S3.1",),
        "NIST SP 800-53 r5": (
            "AC-3",
            "SC-7",
        ),
        "統一基準 R7": ("7.1.2(1)(a)",),
    },
    check=all_true(*SWITCHES),
    compliant=dict.fromkeys(SWITCHES, True),
    violating={**dict.fromkeys(SWITCHES, True), "ignorePublicAcls": False},
    remediate=setting(**dict.fromkeys(SWITCHES, True)),
)

"""ECR-02: images are scanned when they are pushed."""

from policies.reading.demands import all_true, setting_in
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="ECR-02",
    title=Text(
        ja="コンテナイメージを登録時に検査すること",
        en="Images are scanned when they are pushed",
    ),
    remedy=Text(
        ja="imageScanningConfiguration.scanOnPushをtrueにする",
        en="set imageScanningConfiguration.scanOnPush to true",
    ),
    severity=Severity.MEDIUM,
    types=("aws:ecr/repository:Repository",),
    uses=(),
    controls={
        "AWS FSBP": ("ECR.1",),
        "統一基準 R7": ("7.2.1(1)(a)",),
    },
    check=all_true("imageScanningConfiguration.scanOnPush"),
    compliant={"imageScanningConfiguration": {"scanOnPush": True}},
    violating={"imageScanningConfiguration": {"scanOnPush": False}},
    remediate=setting_in("imageScanningConfiguration", scanOnPush=True),
)

"""ECR-01: tags of images can't be moved."""

from policies.reading.demands import one_of
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="ECR-01",
    title=Text(
        ja="コンテナイメージのタグを書き換えられないようにすること",
        en="Tags of images can't be moved",
    ),
    remedy=Text(
        ja="imageTagMutabilityをIMMUTABLEにする",
        en="set imageTagMutability to IMMUTABLE",
    ),
    severity=Severity.MEDIUM,
    types=("aws:ecr/repository:Repository",),
    uses=("imageTagMutability",),
    controls={
        "AWS FSBP": ("ECR.2",),
        "統一基準 R7": ("7.2.1(1)(b)",),
    },
    check=one_of("imageTagMutability", "IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"),
    compliant={"imageTagMutability": "IMMUTABLE"},
    violating={"imageTagMutability": "MUTABLE"},
)

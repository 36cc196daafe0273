"""ECR-03: images are encrypted under a key of ours."""

from functools import partial

from policies.reading.demands import every, one_of, own_key
from policies.reading.examples import KEY
from policies.reading.values import first_problem, objects_at
from policies.rule import Properties, Rule, Severity, Text

OWN_KEY = every(one_of("encryptionType", "KMS"), own_key("kmsKey"))


def check(properties: Properties) -> str | None:
    """Return what is missing; without a configuration ECR encrypts under a key of AWS's own."""
    found = objects_at(properties, "encryptionConfigurations")
    if not found:
        return "encryptionConfigurations is not set"
    return first_problem(partial(OWN_KEY, configuration) for configuration in found)


RULE = Rule(
    id="ECR-03",
    title=Text(
        ja="コンテナイメージを自前の鍵で暗号化すること",
        en="Images are encrypted under a key of ours",
    ),
    remedy=Text(
        ja="encryptionConfigurationsをKMSにし、kmsKeyを指定する",
        en="set encryptionConfigurations to KMS, with kmsKey",
    ),
    severity=Severity.MEDIUM,
    types=("aws:ecr/repository:Repository",),
    uses=(),
    controls={
        "統一基準 R7": ("7.1.5(1)(a)",),
    },
    check=check,
    compliant={"encryptionConfigurations": [{"encryptionType": "KMS", "kmsKey": KEY}]},
    violating={"encryptionConfigurations": [{"encryptionType": "AES256", "kmsKey": KEY}]},
)

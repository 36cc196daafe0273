"""EKS-02: Secrets of clusters are encrypted under a key of ours."""

from policies.reading.demands import own_key
from policies.reading.examples import KEY
from policies.reading.values import texts_at
from policies.rule import Properties, Rule, Severity, Text

OWN_KEY = own_key("encryptionConfig.provider.keyArn")


def check(properties: Properties) -> str | None:
    """Return what is missing."""
    if "secrets" not in texts_at(properties, "encryptionConfig.resources"):
        return "encryptionConfig.resources has no secrets"
    return OWN_KEY(properties)


RULE = Rule(
    id="EKS-02",
    title=Text(
        ja="EKSのシークレットを自前の鍵で暗号化すること",
        en="Secrets of clusters are encrypted under a key of ours",
    ),
    remedy=Text(
        ja="encryptionConfigにsecretsと鍵を指定する",
        en="set encryptionConfig, with secrets and a key",
    ),
    severity=Severity.MEDIUM,
    types=("aws:eks/cluster:Cluster",),
    uses=(),
    controls={
        "AWS FSBP": ("EKS.3",),
        "統一基準 R7": ("7.1.5(1)(a)",),
    },
    check=check,
    compliant={"encryptionConfig": {"resources": ["secrets"], "provider": {"keyArn": KEY}}},
    violating={"encryptionConfig": {"resources": ["secrets"]}},
)

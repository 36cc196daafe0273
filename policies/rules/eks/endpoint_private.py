"""EKS-01: clusters are not reached from the internet."""

from policies.reading.values import value_at
from policies.rule import Properties, Rule, Severity, Text


def check(properties: Properties) -> str | None:
    """Return that the endpoint is public, as it is where nothing is said."""
    private = value_at(properties, "vpcConfig.endpointPublicAccess") is False
    return None if private else "vpcConfig.endpointPublicAccess is not false"


RULE = Rule(
    id="EKS-01",
    title=Text(
        ja="EKSのエンドポイントを公開しないこと",
        en="Clusters are not reached from the internet",
    ),
    remedy=Text(
        ja="vpcConfig.endpointPublicAccessをfalseにし、endpointPrivateAccessをtrueにする",
        en="set vpcConfig.endpointPublicAccess to false and endpointPrivateAccess to true",
    ),
    severity=Severity.HIGH,
    types=("aws:eks/cluster:Cluster",),
    uses=(),
    controls={
        "AWS FSBP": ("EKS.1",),
        "統一基準 R7": ("6.4.1(2)(a)",),
    },
    check=check,
    compliant={"vpcConfig": {"endpointPublicAccess": False}},
    violating={"vpcConfig": {"endpointPublicAccess": True}},
)

"""What nobody can do in accounts that stand apart: suspended ones, and those for trials."""

from collections.abc import Iterator

from tenancy.guardrails.everywhere import PLATFORM
from tenancy.guardrails.statement import Guard
from tenancy.vocabulary import Text


def quarantine() -> Iterator[Guard]:
    """Yield what stops all use of a suspended account; the platform can still act in it."""
    yield Guard(
        sid="Quarantine",
        why=Text(
            ja="停止中のアカウントでは基盤以外は何もできない",
            en="Nobody but the platform does anything in a suspended account",
        ),
        actions=("*",),
        conditions=PLATFORM,
    )


def isolation() -> Iterator[Guard]:
    """Yield what keeps trials away from tenants' networks and from contracts."""
    yield Guard(
        sid="TrialsStayAlone",
        why=Text(
            ja="試用のアカウントを庁舎や府省のネットワークにつながず、購入の契約をしない",
            en="Trials join no network of others, and buy nothing",
        ),
        actions=(
            "aws-marketplace:AcceptAgreementRequest",
            "aws-marketplace:Subscribe",
            "directconnect:*",
            "ec2:CreateTransitGatewayVpcAttachment",
            "ec2:CreateVpcPeeringConnection",
            "ec2:CreateVpnConnection",
            "ec2:PurchaseReservedInstancesOffering",
            "rds:PurchaseReservedDBInstancesOffering",
            "route53domains:RegisterDomain",
            "savingsplans:CreateSavingsPlan",
        ),
        conditions=PLATFORM,
    )

"""The organization's policies, and who runs which service for all accounts."""

from collections.abc import Sequence

import pulumi

from components.organization.delegated_administrators import (
    DelegatedAdministrators,
    DelegatedAdministratorsArgs,
)
from components.organization.guardrails import Guardrails, GuardrailsArgs
from infra.foundation.accounts import Accounts
from tenancy.guardrails import DoesNotFit, plan_guardrails
from tenancy.stage import StageSettings


def declare_guardrails(
    accounts: Accounts, ministries: Sequence[str], settings: StageSettings
) -> DelegatedAdministrators:
    """Declare the guardrails and the delegated administrators, in the management account.

    Returns the latter, which must be there before anything that is delegated.

    Raises:
        pulumi.RunError: the guardrails don't fit AWS's quotas.
    """
    organization = accounts.organization
    try:
        plan = plan_guardrails(settings, ministries)
    except DoesNotFit as refused:
        raise pulumi.RunError(f"the guardrails don't fit: {refused}") from None
    Guardrails(
        "guardrails",
        GuardrailsArgs(
            name_prefix=settings.name_prefix,
            plan=plan,
            organization=organization.resource,
            target_ids={"root": organization.root_id, **organization.unit_ids},
        ),
        opts=accounts.in_management,
    )
    return DelegatedAdministrators(
        "delegated-administrators",
        DelegatedAdministratorsArgs(
            security_account_id=organization.security_account_id,
            regions=(settings.region, settings.recovery_region),
        ),
        opts=accounts.in_management,
    )

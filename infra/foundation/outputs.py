"""What the foundation tells its tenants: written and read here, and nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import pulumi

from tenancy.stage import StageSettings


@dataclass(frozen=True, kw_only=True)
class FoundationOutputs:
    """The foundation's stack outputs, by their names.

    `account_ids` maps a tenant's key to the twelve digits of its account. `hub` has the ids of the
    network hub; some are there only where the stage's settings ask for what they name.
    """

    organization_id: pulumi.Output[str]
    log_archive_account_id: pulumi.Output[str]
    security_account_id: pulumi.Output[str]
    network_account_id: pulumi.Output[str]
    log_archive_bucket_arn: pulumi.Output[str]
    log_archive_bucket_name: pulumi.Output[str]
    log_archive_key_arn: pulumi.Output[str]
    load_balancer_log_bucket_name: pulumi.Output[str]
    log_destination_arn: pulumi.Output[str]
    account_ids: pulumi.Output[Mapping[str, str]]
    hub: pulumi.Output[Mapping[str, str]]


def export(outputs: FoundationOutputs) -> None:
    """Make the outputs those of the stack that runs now."""
    for field in fields(outputs):
        pulumi.export(field.name, getattr(outputs, field.name))


def read(settings: StageSettings) -> FoundationOutputs:
    """Read the outputs of the stage's foundation, as it was last deployed."""
    stack = f"{pulumi.get_organization()}/{pulumi.get_project()}/{settings.name}"
    foundation = pulumi.StackReference(stack)
    return FoundationOutputs(
        **{field.name: foundation.require_output(field.name) for field in fields(FoundationOutputs)}
    )

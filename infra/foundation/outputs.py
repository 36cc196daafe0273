"""What the foundation tells its tenants: written and read here, and nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import partial
from operator import itemgetter
from typing import Any

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
    """Read the outputs of the stage's foundation, as it was last deployed.

    Raises, when they have come:
        RunError: some that this program knows aren't there yet.
    """
    stack = f"{pulumi.get_organization()}/{pulumi.get_project()}/{settings.name}"
    # Not `require_output`: of the first that isn't there it says its bare name, as a KeyError.
    held = pulumi.StackReference(stack).outputs.apply(partial(_complete, settings.name))
    return FoundationOutputs(**{name: held.apply(itemgetter(name)) for name in _names()})


def _complete(stage: str, held: Mapping[str, Any]) -> Mapping[str, Any]:
    missing = sorted(_names() - held.keys())
    if missing:
        raise pulumi.RunError(
            f"The foundation of {stage} was deployed by an older version of this program: it "
            f"doesn't give {', '.join(missing)}. Update it first (`kyotsu up --foundation "
            f"--stage {stage}`), then the tenants."
        )
    return held


def _names() -> set[str]:
    return {field.name for field in fields(FoundationOutputs)}

"""The foundation's stack: what all tenants of a stage share."""

from collections.abc import Sequence
from itertools import groupby

import pulumi

from components.logging.archive_stream import ArchiveStream, ArchiveStreamArgs
from components.logging.log_archive import LogArchive, LogArchiveArgs
from components.organization.ministry_unit import MinistryUnit, MinistryUnitArgs
from components.organization.platform_organization import (
    PlatformOrganization,
    PlatformOrganizationArgs,
)
from infra import providers
from infra.foundation_outputs import FoundationOutputs, export
from tenancy.foundation_plan import AccountPlan, FoundationPlan
from tenancy.stage import StageSettings


def deploy_foundation(plan: FoundationPlan, settings: StageSettings) -> None:
    """Declare the organization, the log archive and an account for each tenant."""
    management = pulumi.ResourceOptions(provider=providers.management_provider(settings))
    organization = PlatformOrganization(
        "organization",
        PlatformOrganizationArgs(
            name_prefix=settings.name_prefix,
            account_email_domain=settings.account_email_domain,
            protect=settings.protect,
        ),
        opts=management,
    )
    account_ids = _tenant_accounts(plan.accounts, settings, organization.root_id, management)
    in_log_archive = pulumi.ResourceOptions(
        provider=providers.account_provider(
            "log-archive",
            settings,
            account_id=organization.log_archive_account_id,
            tags=providers.platform_tags(settings),
        )
    )
    archive = LogArchive(
        "log-archive",
        LogArchiveArgs(
            name_prefix=settings.name_prefix,
            account_id=organization.log_archive_account_id,
            organization_id=organization.id,
            retention_days=settings.archive_retention_days,
            protect=settings.protect,
        ),
        opts=in_log_archive,
    )
    stream = ArchiveStream(
        "archive-stream",
        ArchiveStreamArgs(
            name_prefix=settings.name_prefix,
            region=settings.region,
            account_id=organization.log_archive_account_id,
            organization_id=organization.id,
            bucket_arn=archive.bucket_arn,
            key_arn=archive.key_arn,
        ),
        opts=in_log_archive,
    )
    export(
        FoundationOutputs(
            organization_id=organization.id,
            log_archive_bucket_arn=archive.bucket_arn,
            log_destination_arn=stream.destination_arn,
            account_ids=pulumi.Output.all(**account_ids),
        )
    )


def _tenant_accounts(
    plans: Sequence[AccountPlan],
    settings: StageSettings,
    root_id: pulumi.Output[str],
    opts: pulumi.ResourceOptions,
) -> dict[str, pulumi.Output[str]]:
    accounts: dict[str, pulumi.Output[str]] = {}
    for ministry, of_ministry in groupby(plans, key=lambda plan: plan.ministry):
        unit = MinistryUnit(
            ministry,
            MinistryUnitArgs(
                ministry=ministry,
                accounts=tuple(of_ministry),
                root_id=root_id,
                protect=settings.protect,
            ),
            opts=opts,
        )
        accounts.update(unit.account_ids)
    return accounts

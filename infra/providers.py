"""The providers: who acts, in which account, with which tags. The only maker of providers.

Default providers are disabled in each `Pulumi.<stage>.yaml`, so that nothing can be made in the
wrong account by leaving an option out.
"""

from collections.abc import Mapping, Sequence

import pulumi
import pulumi_aws as aws

from tenancy.roles import ACCESS_ROLE
from tenancy.stage import StageSettings

SESSION = "kyotsu"


def platform_tags(settings: StageSettings) -> dict[str, str]:
    """Return the tags of what belongs to no tenant."""
    return {"Stage": settings.name, "ManagedBy": "kyotsu", "System": "platform"}


def management_provider(settings: StageSettings) -> aws.Provider:
    """Return the provider that acts in the management account, as whoever runs the update."""
    return _provider("management", settings, platform_tags(settings))


def account_provider(
    name: str,
    settings: StageSettings,
    *,
    account_id: pulumi.Input[str],
    tags: Mapping[str, str],
) -> aws.Provider:
    """Return a provider that acts in one account, by the role that Organizations makes there.

    The account's id is given a second time as the only one allowed: a role that leads elsewhere
    is refused before anything is made.
    """
    role = aws.ProviderAssumeRoleArgs(
        role_arn=pulumi.Output.format("arn:aws:iam::{0}:role/{1}", account_id, ACCESS_ROLE),
        session_name=SESSION,
    )
    return _provider(name, settings, tags, roles=[role], allowed_account_ids=[account_id])


def _provider(
    name: str,
    settings: StageSettings,
    tags: Mapping[str, str],
    *,
    roles: Sequence[aws.ProviderAssumeRoleArgs] | None = None,
    allowed_account_ids: Sequence[pulumi.Input[str]] | None = None,
) -> aws.Provider:
    # An emulated AWS is found by the environment; these switches only stop the provider from
    # asking for what an emulator doesn't have.
    emulated = True if settings.emulated else None
    return aws.Provider(
        name,
        region=settings.region,
        assume_roles=roles,
        allowed_account_ids=allowed_account_ids,
        default_tags=aws.ProviderDefaultTagsArgs(tags=dict(tags)),
        s3_use_path_style=emulated,
        skip_credentials_validation=emulated,
        skip_metadata_api_check=emulated,
        skip_region_validation=emulated,
    )

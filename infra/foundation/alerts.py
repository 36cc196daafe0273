"""Who is told of what concerns the whole platform."""

from components.security.platform_alerts import PlatformAlerts, PlatformAlertsArgs
from infra.foundation.accounts import Accounts
from tenancy.stage import StageSettings


def declare_alerts(accounts: Accounts, settings: StageSettings) -> PlatformAlerts:
    """Declare the platform's topic, in the security account; the log archive's alarms use it."""
    organization = accounts.organization
    return PlatformAlerts(
        "alerts",
        PlatformAlertsArgs(
            name_prefix=settings.name_prefix,
            region=settings.region,
            account_id=organization.security_account_id,
            alarm_account_ids=(
                organization.log_archive_account_id,
                organization.security_account_id,
            ),
            contacts=settings.security.contacts,
            protect=settings.protect,
        ),
        opts=accounts.in_security,
    )

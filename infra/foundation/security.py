"""The security services: one account watches all of them."""

from collections.abc import Sequence

import pulumi

from components.logging.log_archive import LogArchive
from components.security import data_discovery
from components.security.access_analysis import AccessAnalysis, AccessAnalysisArgs
from components.security.config_recorder import ConfigRecorder, ConfigRecorderArgs
from components.security.config_rules import ConfigRules, ConfigRulesArgs
from components.security.data_discovery import DataDiscovery, DataDiscoveryArgs
from components.security.findings import FindingsRoute, FindingsRouteArgs
from components.security.posture import SecurityPosture, SecurityPostureArgs
from components.security.threat_detection import ThreatDetection, ThreatDetectionArgs
from components.security.vulnerability_scan import VulnerabilityScan, VulnerabilityScanArgs
from infra.foundation.accounts import Accounts
from tenancy.foundation_plan import AccountPlan
from tenancy.stage import StageSettings
from tenancy.stage.logging import PREFIXES


def watched_regions(settings: StageSettings) -> tuple[str, ...]:
    """Return the regions in which the services are on, the home region first."""
    if settings.security.both_regions:
        return (settings.region, settings.recovery_region)
    return (settings.region,)


def declare_security(
    accounts: Accounts,
    plans: Sequence[AccountPlan],
    settings: StageSettings,
    *,
    alerts_topic_arn: pulumi.Output[str],
    delegations: Sequence[pulumi.Resource],
) -> None:
    """Declare the services in the security account, which they must have been delegated to."""
    wanted = settings.security
    regions = watched_regions(settings)
    ThreatDetection(
        "threat-detection",
        ThreatDetectionArgs(regions=regions, protections=wanted.protections, after=delegations),
        opts=accounts.in_security,
    )
    SecurityPosture(
        "posture",
        SecurityPostureArgs(
            name_prefix=settings.name_prefix,
            region=settings.region,
            linked_regions=regions[1:],
            root_id=accounts.organization.root_id,
            standards=wanted.standards,
            after=delegations,
        ),
        opts=accounts.in_security,
    )
    ConfigRules(
        "config-rules",
        ConfigRulesArgs(
            name_prefix=settings.name_prefix,
            account_id=accounts.organization.security_account_id,
            after=delegations,
        ),
        opts=accounts.in_security,
    )
    AccessAnalysis(
        "access-analysis",
        AccessAnalysisArgs(
            regions=regions, unused_access_days=wanted.unused_access_days, after=delegations
        ),
        opts=accounts.in_security,
    )
    if wanted.vulnerability_scan:
        VulnerabilityScan(
            "vulnerability-scan",
            VulnerabilityScanArgs(
                account_id=accounts.organization.security_account_id,
                members={
                    name: account
                    for name, account in accounts.all_ids().items()
                    if name != "security"
                },
                after=delegations,
            ),
            opts=accounts.in_security,
        )
    if wanted.data_discovery:
        DataDiscovery(
            "data-discovery",
            DataDiscoveryArgs(
                name_prefix=settings.name_prefix,
                members={
                    plan.key: data_discovery.Member(
                        account_id=accounts.tenant_account_ids[plan.key], email=plan.email
                    )
                    for plan in plans
                    if plan.tags[data_discovery.TAG] in data_discovery.CLASSES
                },
                after=delegations,
            ),
            opts=accounts.in_security,
        )
    FindingsRoute(
        "findings",
        FindingsRouteArgs(owner_name=settings.name_prefix, topic_arn=alerts_topic_arn),
        opts=accounts.in_security,
    )


def declare_recorders(accounts: Accounts, archive: LogArchive, settings: StageSettings) -> None:
    """Declare AWS Config in the platform's own accounts; that of tenants is in their stacks."""
    for name, opts in (
        ("management", accounts.in_management),
        ("log-archive", accounts.in_log_archive),
        ("security", accounts.in_security),
        ("network", accounts.in_network),
    ):
        ConfigRecorder(
            f"recorder-{name}",
            ConfigRecorderArgs(
                regions=watched_regions(settings),
                bucket_name=archive.bucket_name,
                prefix=PREFIXES["configuration"],
                key_arn=archive.key_arn,
                after=(archive,),
            ),
            opts=opts,
        )

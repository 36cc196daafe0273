"""Who administers the organization's services, and what holds in all of its accounts."""

from collections.abc import Iterator
from typing import Final

from kyotsu.review.meaning.events import Event, events
from kyotsu.review.meaning.settings import Setting, less_is_safe, more_is_safe, on_is_safe, settings
from policies.rule import Severity, Text

_ADMINISTRATORS: Final = (
    "aws:cloudtrail/organizationDelegatedAdminAccount:OrganizationDelegatedAdminAccount",
    "aws:ec2/vpcIpamOrganizationAdminAccount:VpcIpamOrganizationAdminAccount",
    "aws:guardduty/organizationAdminAccount:OrganizationAdminAccount",
    "aws:inspector2/delegatedAdminAccount:DelegatedAdminAccount",
    "aws:macie2/organizationAdminAccount:OrganizationAdminAccount",
    "aws:organizations/delegatedAdministrator:DelegatedAdministrator",
    "aws:securityhub/organizationAdminAccount:OrganizationAdminAccount",
)
_ACCOUNT: Final = ("accountId", "adminAccountId", "delegatedAdminAccountId", "servicePrincipal")
_ORGANIZATION: Final = ("aws:organizations/organization:Organization",)
_ROOTS: Final = ("aws:iam/organizationsFeatures:OrganizationsFeatures",)
_PASSWORDS: Final = ("aws:iam/accountPasswordPolicy:AccountPasswordPolicy",)
_EXCLUSION: Final = ("aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion",)
_PERMISSIONS: Final = ("aws:ssoadmin/permissionSet:PermissionSet",)
_BOUNDARY: Final = ("aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment",)
_SELECTION: Final = ("aws:backup/selection:Selection",)
_ALARMED: Final = ("aws:accessanalyzer/archiveRule:ArchiveRule",)
_SENT: Final = (
    "aws:guardduty/publishingDestination:PublishingDestination",
    "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig",
    "aws:guardduty/organizationConfigurationFeature:OrganizationConfigurationFeature",
    "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation",
    "aws:cfg/organizationConformancePack:OrganizationConformancePack",
    "aws:inspector2/enabler:Enabler",
    "aws:macie2/classificationJob:ClassificationJob",
    "aws:securityhub/configurationPolicy:ConfigurationPolicy",
)


def _password(path: str) -> Setting:
    return Setting(
        code="passwords-weaker",
        types=_PASSWORDS,
        path=path,
        order=more_is_safe if path == "minimumPasswordLength" else on_is_safe,
        severity=Severity.HIGH,
        default=6 if path == "minimumPasswordLength" else False,
        looser=Text(
            ja="アカウントのパスワードの規則 {name} が緩みます。",
            en="The account's rules for passwords, {name}, are loosened.",
        ),
        tighter=Text(
            ja="アカウントのパスワードの規則 {name} が厳しくなります。",
            en="The account's rules for passwords, {name}, become stricter.",
        ),
    )


def _delegated() -> Iterator[Event]:
    """Yield what becomes of those who administer a service for the whole organization."""
    yield Event(
        code="administrator-gained",
        types=_ADMINISTRATORS,
        when="created",
        severity=Severity.HIGH,
        shows=_ACCOUNT,
        text=Text(
            ja="{name} により、あるアカウントが組織全体のサービスを管理するようになります。",
            en="{name} lets an account administer a service for the whole organization.",
        ),
    )
    yield Event(
        code="administrator-gained",
        types=_ADMINISTRATORS,
        when="changed",
        severity=Severity.HIGH,
        shows=_ACCOUNT,
        text=Text(
            ja="{name} により、組織全体のサービスを管理するアカウントが替わります。",
            en="By {name}, another account administers a service for the whole organization.",
        ),
    )
    yield Event(
        code="administrator-left",
        types=_ADMINISTRATORS,
        when="deleted",
        severity=Severity.MEDIUM,
        shows=_ACCOUNT,
        text=Text(
            ja="{name} がなくなり、組織全体のサービスを管理するアカウントがなくなります。",
            en="With {name}, an account stops administering a service for the organization.",
        ),
    )


CLASSIFIERS: Final = (
    events(
        "administration",
        *_delegated(),
        Event(
            code="organization-changed",
            types=(*_ORGANIZATION, *_ROOTS),
            when="changed",
            severity=Severity.HIGH,
            shows=("awsServiceAccessPrincipals", "enabledPolicyTypes", "enabledFeatures"),
            text=Text(
                ja="組織 {name} で、全体に効く機能かポリシーの種類が変わります。",
                en="Which features or kinds of policies hold in the organization {name} changes.",
            ),
        ),
        Event(
            code="organization-changed",
            types=(*_ORGANIZATION, *_ROOTS),
            when="deleted",
            severity=Severity.CRITICAL,
            text=Text(
                ja="{name} がなくなり、組織全体の統制が外れます。",
                en="{name} goes, and with it something that holds in the whole organization.",
            ),
        ),
        Event(
            code="passwords-weaker",
            types=_PASSWORDS,
            when="deleted",
            severity=Severity.HIGH,
            text=Text(
                ja="アカウントのパスワードの規則 {name} がなくなります。",
                en="The account's rules for passwords, {name}, go.",
            ),
        ),
        Event(
            code="public-access-block-loosened",
            types=_EXCLUSION,
            when="created",
            severity=Severity.CRITICAL,
            shows=("vpcId", "subnetId", "internetGatewayExclusionMode"),
            text=Text(
                ja="{name} により、公開を防ぐ設定から外れるネットワークができます。",
                en="{name} exempts a network from the block that keeps it from the public.",
            ),
        ),
        Event(
            code="permission-set-new",
            types=_PERMISSIONS,
            when="created",
            severity=Severity.LOW,
            shows=("sessionDuration",),
            text=Text(
                ja="人に与える権限の組 {name} が新しくできます。",
                en="The set of permissions {name}, which people can be given, is new.",
            ),
        ),
        Event(
            code="session-changed",
            types=_PERMISSIONS,
            when="changed",
            severity=Severity.MEDIUM,
            shows=("sessionDuration",),
            text=Text(
                ja="権限の組 {name} を一度に使える時間が変わります。",
                en="How long a session with the permissions {name} lasts changes.",
            ),
        ),
        Event(
            code="boundary-gone",
            types=_BOUNDARY,
            when="deleted",
            severity=Severity.HIGH,
            text=Text(
                ja="{name} がなくなり、権限の上限が外れます。",
                en="{name} goes, and with it the limit of what can be permitted.",
            ),
        ),
        Event(
            code="boundary-changed",
            types=_BOUNDARY,
            when="changed",
            severity=Severity.HIGH,
            shows=("permissionsBoundary",),
            text=Text(
                ja="{name} の定める権限の上限が変わります。",
                en="The limit of what can be permitted, {name}, changes.",
            ),
        ),
        Event(
            code="backup-fewer",
            types=_SELECTION,
            when="deleted",
            severity=Severity.HIGH,
            text=Text(
                ja="{name} がなくなり、これが選ぶものはバックアップされなくなります。",
                en="{name} goes, and what it selects is no longer backed up.",
            ),
        ),
        Event(
            code="backup-selection",
            types=_SELECTION,
            when="changed",
            severity=Severity.MEDIUM,
            shows=("resources", "selectionTags", "conditions", "notResources"),
            text=Text(
                ja="{name} が選んでバックアップするものが変わります。",
                en="What {name} selects to be backed up changes.",
            ),
        ),
        Event(
            code="alarms-silenced",
            types=_ALARMED,
            when="created",
            severity=Severity.MEDIUM,
            shows=("filters",),
            text=Text(
                ja="{name} により、一部の指摘が自動的に片付けられます。",
                en="{name} puts some of the analyzer's findings away by itself.",
            ),
        ),
        Event(
            code="watch-gone",
            types=_SENT,
            when="deleted",
            severity=Severity.HIGH,
            text=Text(
                ja="{name} がなくなり、これによる監視や記録が止まります。",
                en="{name} goes, and with it what it watches or records.",
            ),
        ),
        Event(
            code="watch-changed",
            types=_SENT,
            when="changed",
            severity=Severity.MEDIUM,
            shows=(
                "autoEnable",
                "destinationArn",
                "configurationPolicy",
                "templateBody",
                "resourceTypes",
            ),
            text=Text(
                ja="{name} の監視や記録の仕方が変わります。",
                en="What {name} watches or records changes.",
            ),
        ),
        Event(
            code="sharing-opened",
            types=("aws:ram/sharingWithOrganization:SharingWithOrganization",),
            when="created",
            severity=Severity.MEDIUM,
            text=Text(
                ja="組織の中では、共有が承認なしに成り立つようになります（{name}）。",
                en="Within the organization, shares need no approval from now on, by {name}.",
            ),
        ),
    ),
    settings(
        "passwords",
        *map(
            _password,
            (
                "minimumPasswordLength",
                "requireSymbols",
                "requireNumbers",
                "requireUppercaseCharacters",
                "requireLowercaseCharacters",
            ),
        ),
        Setting(
            code="passwords-weaker",
            types=_PASSWORDS,
            path="maxPasswordAge",
            order=less_is_safe,
            severity=Severity.MEDIUM,
            looser=Text(
                ja="{name} により、パスワードをより長く使えるようになります。",
                en="By {name}, a password may be kept for longer.",
            ),
            tighter=Text(
                ja="{name} により、パスワードを使える期間が短くなります。",
                en="By {name}, a password must be changed earlier.",
            ),
        ),
    ),
)

"""`PlatformOrganization`: the organization of a stage and the accounts of the platform itself."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from tenancy.guardrails.plan import Target
from tenancy.guardrails.quotas import QUOTAS
from tenancy.naming import physical_name
from tenancy.roles import ACCESS_ROLE

# Services that act on all accounts of the organization. Each needs to be let in by name:
# https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services_list.html
TRUSTED_SERVICES = (
    "access-analyzer.amazonaws.com",
    "account.amazonaws.com",
    "backup.amazonaws.com",
    "cloudtrail.amazonaws.com",
    "config-multiaccountsetup.amazonaws.com",
    "config.amazonaws.com",
    "guardduty.amazonaws.com",
    "iam.amazonaws.com",
    "inspector2.amazonaws.com",
    "macie.amazonaws.com",
    "malware-protection.guardduty.amazonaws.com",
    "ram.amazonaws.com",
    "securityhub.amazonaws.com",
    "sso.amazonaws.com",
    "tagpolicies.tag.amazonaws.com",
)
UNITS: tuple[Target, ...] = ("security", "infrastructure", "ministries", "sandbox", "suspended")
POLICY_TYPES = tuple(QUOTAS)
# Root users of member accounts have no credentials, and the few tasks that only they can do are
# done from the management account:
# https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html
ROOT_FEATURES = ("RootCredentialsManagement", "RootSessions")


@dataclass(frozen=True, kw_only=True)
class PlatformOrganizationArgs:
    """What `PlatformOrganization` needs; `account_email_domain` ends each account's address."""

    name_prefix: str
    account_email_domain: str
    protect: bool


class PlatformOrganization(pulumi.ComponentResource):
    """The organization with all features, its units, and the platform's own accounts.

    The log archive has an account of its own, so that no administrator of another one can reach it;
    so have the security services, which watch all others, and the network hub. Ministries' units
    hang on one unit, so that what holds for all tenants is attached once. `sandbox` is for trials
    without data, `suspended` for accounts that are cut off.

    `resource`: what comes before all that needs an organization. `id`: its id (`o-...`), which
    policies name. `arn`: by which things are shared with it. `root_id`: where units hang.
    `unit_ids`: the units below the root, by name. `management_account_id`: who pays.
    The account ids have twelve digits.
    """

    resource: aws.organizations.Organization
    id: pulumi.Output[str]
    arn: pulumi.Output[str]
    root_id: pulumi.Output[str]
    management_account_id: pulumi.Output[str]
    unit_ids: dict[Target, pulumi.Output[str]]
    log_archive_account_id: pulumi.Output[str]
    security_account_id: pulumi.Output[str]
    network_account_id: pulumi.Output[str]

    def __init__(
        self, name: str, args: PlatformOrganizationArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:organization:PlatformOrganization", name, {}, opts)
        organization = aws.organizations.Organization(
            name,
            feature_set="ALL",
            aws_service_access_principals=list(TRUSTED_SERVICES),
            enabled_policy_types=list(POLICY_TYPES),
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        aws.iam.OrganizationsFeatures(
            name,
            enabled_features=list(ROOT_FEATURES),
            opts=pulumi.ResourceOptions(parent=self, depends_on=[organization]),
        )
        self.resource = organization
        self.id = organization.id
        self.arn = organization.arn
        self.root_id = organization.roots[0].id
        self.management_account_id = organization.master_account_id
        self.unit_ids = {name: self._unit(name) for name in UNITS}
        security, infrastructure = self.unit_ids["security"], self.unit_ids["infrastructure"]
        self.log_archive_account_id = self._account("log-archive", security, args)
        self.security_account_id = self._account("security", security, args)
        self.network_account_id = self._account("network", infrastructure, args)
        self.register_outputs(
            {
                "id": self.id,
                "root_id": self.root_id,
                "management_account_id": self.management_account_id,
                "unit_ids": self.unit_ids,
                "log_archive_account_id": self.log_archive_account_id,
                "security_account_id": self.security_account_id,
                "network_account_id": self.network_account_id,
            }
        )

    def _unit(self, name: Target) -> pulumi.Output[str]:
        unit = aws.organizations.OrganizationalUnit(
            name,
            name=name,
            parent_id=self.root_id,
            opts=pulumi.ResourceOptions(parent=self),
        )
        return unit.id

    def _account(
        self,
        name: str,
        unit_id: pulumi.Output[str],
        args: PlatformOrganizationArgs,
    ) -> pulumi.Output[str]:
        account = aws.organizations.Account(
            name,
            name=physical_name("account-name", args.name_prefix, name),
            email=physical_name("account-email", args.name_prefix, name, args.account_email_domain),
            parent_id=unit_id,
            role_name=ACCESS_ROLE,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        return account.id

"""`PlatformOrganization`: the organization of a stage and the accounts of the platform itself."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from tenancy.naming import physical_name

# Services that act on all accounts of the organization. Each needs to be let in by name:
# https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services_list.html
TRUSTED_SERVICES = (
    "access-analyzer.amazonaws.com",
    "account.amazonaws.com",
    "backup.amazonaws.com",
    "cloudtrail.amazonaws.com",
    "config.amazonaws.com",
    "guardduty.amazonaws.com",
    "ram.amazonaws.com",
    "securityhub.amazonaws.com",
    "sso.amazonaws.com",
)
POLICY_TYPES = ("SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY", "TAG_POLICY")
# The role that AWS Organizations makes in each new account, for the management account to take on.
ACCESS_ROLE = "OrganizationAccountAccessRole"


@dataclass(frozen=True, kw_only=True)
class PlatformOrganizationArgs:
    """What `PlatformOrganization` needs; `account_email_domain` ends each account's address."""

    name_prefix: str
    account_email_domain: str
    protect: bool


class PlatformOrganization(pulumi.ComponentResource):
    """The organization with all features, its units, and the platform's own accounts.

    The log archive has an account of its own, so that no administrator of another one can reach it;
    so have the security services, which watch all others, and the network hub.

    `id`: the organization's id (`o-...`), which policies name. `root_id`: where units hang.
    The account ids have twelve digits.
    """

    id: pulumi.Output[str]
    root_id: pulumi.Output[str]
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
        self.id = organization.id
        self.root_id = organization.roots[0].id
        security = self._unit("security")
        infrastructure = self._unit("infrastructure")
        self.log_archive_account_id = self._account("log-archive", security, args)
        self.security_account_id = self._account("security", security, args)
        self.network_account_id = self._account("network", infrastructure, args)
        self.register_outputs(
            {
                "id": self.id,
                "root_id": self.root_id,
                "log_archive_account_id": self.log_archive_account_id,
                "security_account_id": self.security_account_id,
                "network_account_id": self.network_account_id,
            }
        )

    def _unit(self, name: str) -> aws.organizations.OrganizationalUnit:
        return aws.organizations.OrganizationalUnit(
            name,
            name=name,
            parent_id=self.root_id,
            opts=pulumi.ResourceOptions(parent=self),
        )

    def _account(
        self,
        name: str,
        unit: aws.organizations.OrganizationalUnit,
        args: PlatformOrganizationArgs,
    ) -> pulumi.Output[str]:
        account = aws.organizations.Account(
            name,
            name=physical_name("account-name", args.name_prefix, name),
            email=physical_name("account-email", args.name_prefix, name, args.account_email_domain),
            parent_id=unit.id,
            role_name=ACCESS_ROLE,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        return account.id

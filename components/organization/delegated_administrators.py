"""`DelegatedAdministrators`: which services are run from the security account."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

# Services that are delegated through Organizations itself. Those below have a call of their own,
# which registers the account there too, and holds for one region:
# https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_delegated_admin.html
THROUGH_ORGANIZATIONS = (
    "access-analyzer.amazonaws.com",
    "config-multiaccountsetup.amazonaws.com",
    "config.amazonaws.com",
)


@dataclass(frozen=True, kw_only=True)
class DelegatedAdministratorsArgs:
    """What `DelegatedAdministrators` needs: who takes the services over, and in which regions."""

    security_account_id: pulumi.Input[str]
    regions: Sequence[str]


class DelegatedAdministrators(pulumi.ComponentResource):
    """Gives GuardDuty, Security Hub, Inspector, Macie, Config and Access Analyzer away.

    The management account is held by no service control policy, so nobody should have to work in
    it: whoever watches the organization does so from the security account. Made in the management
    account, once the organization trusts these services.

        DelegatedAdministrators(
            "delegated",
            DelegatedAdministratorsArgs(
                security_account_id=organization.security_account_id,
                regions=("ap-northeast-1", "ap-northeast-3"),
            ),
        )
    """

    def __init__(
        self,
        name: str,
        args: DelegatedAdministratorsArgs,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("kyotsu:organization:DelegatedAdministrators", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        account = args.security_account_id
        for service in THROUGH_ORGANIZATIONS:
            aws.organizations.DelegatedAdministrator(
                service.removesuffix(".amazonaws.com"),
                account_id=account,
                service_principal=service,
                opts=child,
            )
        for region in args.regions:
            aws.guardduty.OrganizationAdminAccount(
                f"guardduty-{region}", admin_account_id=account, region=region, opts=child
            )
            aws.inspector2.DelegatedAdminAccount(
                f"inspector2-{region}", account_id=account, region=region, opts=child
            )
            aws.macie2.OrganizationAdminAccount(
                f"macie2-{region}", admin_account_id=account, region=region, opts=child
            )
            aws.securityhub.OrganizationAdminAccount(
                f"securityhub-{region}", admin_account_id=account, region=region, opts=child
            )
        self.register_outputs({})

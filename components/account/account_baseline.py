"""`AccountBaseline`: a tenant's account, made safe before anything is put into it."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.account.region_defaults import RegionDefaults, RegionDefaultsArgs
from tenancy.naming import physical_name
from tenancy.plan import AccountContact


@dataclass(frozen=True, kw_only=True)
class AccountBaselineArgs:
    """What `AccountBaseline` needs.

    `disk_key_arn` is the tenant's key for new disks where it has one for data; `internet_vpc_id`
    is the one network that may have a line to the internet, None where there is none.
    """

    tenant_name: str
    region: str
    recovery_region: str
    contacts: Sequence[AccountContact]
    disk_key_arn: pulumi.Input[str] | None
    internet_vpc_id: pulumi.Input[str] | None


class AccountBaseline(pulumi.ComponentResource):
    """The defaults of a tenant's account, in both regions that the platform uses.

    No bucket of the account can be public, passwords are long, and AWS knows which posts to reach.
    Access that somebody outside of the account has been given is found by an analyzer. Both
    regions are closed as `RegionDefaults` says; the only network that may pass the block of
    internet gateways is the one that the declaration gave an ingress from the internet.

    Other regions need nothing: a service control policy forbids all use of them.

    `analyzer_arn`: where findings on access from outside come from.
    """

    analyzer_arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: AccountBaselineArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:account:AccountBaseline", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        aws.s3.AccountPublicAccessBlock(
            name,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
            opts=child,
        )
        # CIS AWS 5.0, 1.7 and 1.8. Nobody is meant to have a password: people come by way of
        # Identity Center. It is for the day on which somebody makes a user all the same.
        aws.iam.AccountPasswordPolicy(
            name,
            minimum_password_length=16,
            password_reuse_prevention=24,
            max_password_age=90,
            require_lowercase_characters=True,
            require_uppercase_characters=True,
            require_numbers=True,
            require_symbols=True,
            allow_users_to_change_password=True,
            opts=child,
        )
        for contact in args.contacts:
            aws.account.AlternativeContact(
                f"{name}-{contact.kind}",
                alternate_contact_type=contact.kind.upper(),
                name=contact.name,
                title=contact.title,
                email_address=contact.email,
                phone_number=contact.phone,
                opts=child,
            )
        analyzer = aws.accessanalyzer.Analyzer(
            name,
            analyzer_name=physical_name("access-analyzer", args.tenant_name),
            type="ACCOUNT",
            opts=child,
        )
        RegionDefaults(
            "region",
            RegionDefaultsArgs(region=args.region, disk_key_arn=args.disk_key_arn),
            opts=child,
        )
        # The key for data is a key of the first region: disks over there get AWS's own.
        RegionDefaults(
            "recovery-region",
            RegionDefaultsArgs(region=args.recovery_region, disk_key_arn=None),
            opts=child,
        )
        if args.internet_vpc_id is not None:
            aws.ec2.VpcBlockPublicAccessExclusion(
                name,
                vpc_id=args.internet_vpc_id,
                internet_gateway_exclusion_mode="allow-bidirectional",
                tags={"Name": args.tenant_name},
                opts=child,
            )
        self.analyzer_arn = analyzer.arn
        self.register_outputs({"analyzer_arn": self.analyzer_arn})

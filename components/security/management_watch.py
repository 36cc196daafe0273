"""`ManagementWatch`: what can only be switched on in the management account itself."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.security.threat_detection import OFTEN


@dataclass(frozen=True, kw_only=True)
class ManagementWatchArgs:
    """What `ManagementWatch` needs; `regions` are those in which GuardDuty is on."""

    log_archive_account_id: pulumi.Input[str]
    regions: Sequence[str]


class ManagementWatch(pulumi.ComponentResource):
    """Hands CloudTrail to the log archive's account, and puts the management account under watch.

    Whoever administers logs so administers nothing else, and the other way round (unified standards
    R7, 7.1.4). GuardDuty takes the management account in as a member only where it is on already:
    https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_organizations.html

    `trail_delegation`: what must be there before the organization's trail.
    """

    trail_delegation: pulumi.Resource

    def __init__(
        self, name: str, args: ManagementWatchArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:security:ManagementWatch", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.trail_delegation = aws.cloudtrail.OrganizationDelegatedAdminAccount(
            name, account_id=args.log_archive_account_id, opts=child
        )
        for region in args.regions:
            aws.guardduty.Detector(
                f"{name}-{region}",
                enable=True,
                finding_publishing_frequency=OFTEN,
                region=region,
                opts=child,
            )
        self.register_outputs({})

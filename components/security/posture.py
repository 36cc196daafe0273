"""`SecurityPosture`: Security Hub in all accounts, configured from one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pulumi
import pulumi_aws as aws

from tenancy.naming import physical_name
from tenancy.stage.security import Standard

STANDARDS: Final[Mapping[Standard, str]] = {
    "aws-fsbp": "aws-foundational-security-best-practices/v/1.0.0",
    "cis-3.0": "cis-aws-foundations-benchmark/v/3.0.0",
    "nist-800-53": "nist-800-53/v/5.0.0",
}
"""The ends of the standards' ARNs:
https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html
"""


@dataclass(frozen=True, kw_only=True)
class SecurityPostureArgs:
    """What `SecurityPosture` needs; `linked_regions` are those beside the home region.

    `after`: what must be there before, such as the delegation.
    """

    name_prefix: str
    region: str
    linked_regions: Sequence[str]
    root_id: pulumi.Input[str]
    standards: Sequence[Standard]
    after: Sequence[pulumi.Resource] = ()


class SecurityPosture(pulumi.ComponentResource):
    """Security Hub with central configuration, in the delegated account.

    One policy, at the organization's root, switches it on in every account and linked region, with
    the stage's standards and all their controls. An account that joins inherits the policy, so
    nothing has to be done for a new tenant. Findings of the linked regions are brought to the home
    region.

    Source: https://docs.aws.amazon.com/securityhub/latest/userguide/central-configuration-intro.html
    """

    def __init__(
        self, name: str, args: SecurityPostureArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:security:SecurityPosture", name, {}, opts)
        hub = aws.securityhub.Account(
            name,
            # The policy below says which standards there are, here too.
            enable_default_standards=False,
            control_finding_generator="SECURITY_CONTROL",
            opts=pulumi.ResourceOptions(parent=self, depends_on=list(args.after)),
        )
        gathered = aws.securityhub.FindingAggregator(
            name,
            linking_mode="SPECIFIED_REGIONS" if args.linked_regions else "NO_REGIONS",
            specified_regions=list(args.linked_regions) or None,
            opts=pulumi.ResourceOptions(parent=self, depends_on=[hub]),
        )
        central = aws.securityhub.OrganizationConfiguration(
            name,
            # AWS demands that these two are off where configuration is central.
            auto_enable=False,
            auto_enable_standards="NONE",
            organization_configuration=(
                aws.securityhub.OrganizationConfigurationOrganizationConfigurationArgs(
                    configuration_type="CENTRAL"
                )
            ),
            opts=pulumi.ResourceOptions(parent=self, depends_on=[gathered]),
        )
        policy = aws.securityhub.ConfigurationPolicy(
            name,
            name=physical_name("config-name", args.name_prefix, "baseline"),
            description="Security Hub and its standards, for every account of the platform",
            configuration_policy=aws.securityhub.ConfigurationPolicyConfigurationPolicyArgs(
                service_enabled=True,
                enabled_standard_arns=[
                    f"arn:aws:securityhub:{args.region}::standards/{STANDARDS[standard]}"
                    for standard in args.standards
                ],
                security_controls_configuration=_all_controls(),
            ),
            opts=pulumi.ResourceOptions(parent=self, depends_on=[central]),
        )
        aws.securityhub.ConfigurationPolicyAssociation(
            name,
            policy_id=policy.id,
            target_id=args.root_id,
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.register_outputs({})


def _all_controls() -> (
    aws.securityhub.ConfigurationPolicyConfigurationPolicySecurityControlsConfigurationArgs
):
    configuration = (
        aws.securityhub.ConfigurationPolicyConfigurationPolicySecurityControlsConfigurationArgs
    )
    # An empty list of what is disabled enables everything else, controls to come included.
    return configuration(disabled_control_identifiers=[])

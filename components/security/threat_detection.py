"""`ThreatDetection`: GuardDuty in all accounts of the organization."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pulumi
import pulumi_aws as aws

from tenancy.stage.security import Protection

FEATURES: Final[Mapping[Protection, str]] = {
    "s3": "S3_DATA_EVENTS",
    "eks": "EKS_AUDIT_LOGS",
    "malware": "EBS_MALWARE_PROTECTION",
    "rds": "RDS_LOGIN_EVENTS",
    "lambda": "LAMBDA_NETWORK_LOGS",
    "runtime": "RUNTIME_MONITORING",
}
"""GuardDuty's names of its protections:
https://docs.aws.amazon.com/guardduty/latest/APIReference/API_OrganizationFeatureConfiguration.html
"""
AGENTS: Final = ("EKS_ADDON_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT")
"""Where GuardDuty installs what runtime monitoring needs."""
OFTEN: Final = "FIFTEEN_MINUTES"


@dataclass(frozen=True, kw_only=True)
class ThreatDetectionArgs:
    """What `ThreatDetection` needs: the regions to watch, and what to watch beside the basics.

    `after`: what must be there before, such as the delegation.
    """

    regions: Sequence[str]
    protections: Sequence[Protection]
    after: Sequence[pulumi.Resource] = ()


class ThreatDetection(pulumi.ComponentResource):
    """GuardDuty for all accounts that there are and will be, with the stage's protections.

    There is a detector a region in the delegated account, in which the provider must act. The
    basics (API calls, flows, name lookups) need nothing in the accounts themselves.

    Source: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_organizations.html

    `detector_ids`: by region.
    """

    detector_ids: dict[str, pulumi.Output[str]]

    def __init__(
        self, name: str, args: ThreatDetectionArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:security:ThreatDetection", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        first = pulumi.ResourceOptions(parent=self, depends_on=list(args.after))
        self.detector_ids = {}
        for region in args.regions:
            detector = aws.guardduty.Detector(
                f"{name}-{region}",
                enable=True,
                finding_publishing_frequency=OFTEN,
                region=region,
                opts=first,
            )
            # Protections can be given to members only once there are members.
            members = aws.guardduty.OrganizationConfiguration(
                f"{name}-{region}",
                detector_id=detector.id,
                auto_enable_organization_members="ALL",
                region=region,
                opts=child,
            )
            for protection in args.protections:
                aws.guardduty.OrganizationConfigurationFeature(
                    f"{name}-{region}-{protection}",
                    detector_id=detector.id,
                    name=FEATURES[protection],
                    auto_enable="ALL",
                    additional_configurations=_agents(protection),
                    region=region,
                    opts=pulumi.ResourceOptions(parent=self, depends_on=[members]),
                )
            self.detector_ids[region] = detector.id
        self.register_outputs({"detector_ids": self.detector_ids})


def _agents(
    protection: Protection,
) -> list[aws.guardduty.OrganizationConfigurationFeatureAdditionalConfigurationArgs] | None:
    if protection != "runtime":
        return None
    return [
        aws.guardduty.OrganizationConfigurationFeatureAdditionalConfigurationArgs(
            name=agent, auto_enable="ALL"
        )
        for agent in AGENTS
    ]

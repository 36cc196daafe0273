"""`ConfigRules`: rules for every account's configuration, and one place to look at all of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pulumi
import pulumi_aws as aws

from components.iam_policy import trust
from tenancy.naming import physical_name

RULES: Final[Mapping[str, Mapping[str, Any]]] = {
    "TagsOfTheLedger": {
        "SourceIdentifier": "REQUIRED_TAGS",
        "InputParameters": {
            "tag1Key": "Stage",
            "tag2Key": "ManagedBy",
            "tag3Key": "System",
        },
        "ResourceTypes": [
            "AWS::EC2::Instance",
            "AWS::EC2::Volume",
            "AWS::EC2::VPC",
            "AWS::RDS::DBInstance",
            "AWS::S3::Bucket",
        ],
    },
    "AccountIsInTheOrganization": {"SourceIdentifier": "ACCOUNT_PART_OF_ORGANIZATIONS"},
    "BackupsAreKept": {
        "SourceIdentifier": "BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK",
        "InputParameters": {"requiredRetentionDays": "35"},
        "ResourceTypes": ["AWS::Backup::RecoveryPoint"],
    },
}
"""What Security Hub's standards leave out. It makes rules of AWS Config for theirs by itself.

Source: https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
"""


@dataclass(frozen=True, kw_only=True)
class ConfigRulesArgs:
    """What `ConfigRules` needs: the delegated account; `after` is what must be there before."""

    name_prefix: str
    account_id: pulumi.Input[str]
    after: Sequence[pulumi.Resource] = ()


class ConfigRules(pulumi.ComponentResource):
    """An aggregator of all accounts and regions, and one conformance pack for the organization.

    Each account's stack makes its own recorder (`ConfigRecorder`); rules come from here, so that
    nobody in an account can change them, and a rule is one change and not one a tenant.

    Source: https://docs.aws.amazon.com/config/latest/developerguide/conformance-pack-organization-apis.html
    """

    def __init__(
        self, name: str, args: ConfigRulesArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:security:ConfigRules", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        reader = aws.iam.Role(
            name,
            name=physical_name("iam-role", args.name_prefix, "config-aggregator"),
            assume_role_policy=trust("config.amazonaws.com", source_account=args.account_id),
            opts=child,
        )
        may_read = aws.iam.RolePolicyAttachment(
            name,
            role=reader.name,
            policy_arn="arn:aws:iam::aws:policy/service-role/AWSConfigRoleForOrganizations",
            opts=child,
        )
        after = pulumi.ResourceOptions(parent=self, depends_on=[may_read, *args.after])
        aws.cfg.ConfigurationAggregator(
            name,
            name=physical_name("config-name", args.name_prefix, "all"),
            organization_aggregation_source=(
                aws.cfg.ConfigurationAggregatorOrganizationAggregationSourceArgs(
                    role_arn=reader.arn, all_regions=True
                )
            ),
            opts=after,
        )
        aws.cfg.OrganizationConformancePack(
            name,
            name=physical_name("config-name", args.name_prefix, "baseline"),
            template_body=pulumi.Output.json_dumps(template()),
            opts=after,
        )
        self.register_outputs({})


def template() -> dict[str, Any]:
    """Return the conformance pack: a CloudFormation template with nothing but rules in it."""
    resources: dict[str, Any] = {}
    for rule, wanted in RULES.items():
        properties: dict[str, Any] = {
            "ConfigRuleName": f"kyotsu-{rule}",
            "Source": {"Owner": "AWS", "SourceIdentifier": wanted["SourceIdentifier"]},
        }
        if "InputParameters" in wanted:
            properties["InputParameters"] = dict(wanted["InputParameters"])
        if "ResourceTypes" in wanted:
            properties["Scope"] = {"ComplianceResourceTypes": list(wanted["ResourceTypes"])}
        resources[rule] = {"Type": "AWS::Config::ConfigRule", "Properties": properties}
    return {"Resources": resources}

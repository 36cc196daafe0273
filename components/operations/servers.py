"""`Servers`: when a tenant's servers run, and when they are patched."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.iam_policy import Statement, document, trust
from components.operations.operating_hours import OperatingHours, OperatingHoursArgs
from components.operations.patching import Patching, PatchingArgs
from tenancy.naming import physical_name
from tenancy.plan import HoursPlan, PatchPlan


@dataclass(frozen=True, kw_only=True)
class ServersArgs:
    """What `Servers` needs; `server_tag` is the tag, key and value, of the tenant's servers."""

    tenant_name: str
    hours: HoursPlan
    patching: PatchPlan
    server_tag: tuple[str, str]
    account_id: pulumi.Input[str]
    region: str
    suspended: bool


class Servers(pulumi.ComponentResource):
    """The operating hours where there are any, the weekly patches, and the role for both.

    The role may start and stop servers that carry the tenant's tag, and nothing else. It exists
    only where something is started or stopped. A suspended tenant's servers aren't patched: they
    don't run, and what they would fetch patches from can't be reached.

    It has no outputs.
    """

    def __init__(
        self, name: str, args: ServersArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:operations:Servers", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        sleeping = args.suspended or not args.hours.always
        role_arn = self._role(name, args) if sleeping else None
        if role_arn is not None:
            OperatingHours(
                "hours",
                OperatingHoursArgs(
                    tenant_name=args.tenant_name,
                    plan=args.hours,
                    server_tag=args.server_tag,
                    account_id=args.account_id,
                    region=args.region,
                    automation_role_arn=role_arn,
                    suspended=args.suspended,
                ),
                opts=child,
            )
        if not args.suspended:
            Patching(
                "patches",
                PatchingArgs(
                    tenant_name=args.tenant_name,
                    plan=args.patching,
                    server_tag=args.server_tag,
                    automation_role_arn=role_arn,
                ),
                opts=child,
            )
        self.register_outputs({})

    def _role(self, name: str, args: ServersArgs) -> pulumi.Output[str]:
        child = pulumi.ResourceOptions(parent=self)
        role = aws.iam.Role(
            name,
            name=physical_name("iam-role", args.tenant_name, "automation"),
            assume_role_policy=trust("ssm.amazonaws.com", source_account=args.account_id),
            opts=child,
        )
        key, value = args.server_tag
        aws.iam.RolePolicy(
            name,
            name="start-and-stop-servers",
            role=role.id,
            policy=document(
                Statement(
                    sid="ServersOfThisTenant",
                    actions=("ec2:StartInstances", "ec2:StopInstances"),
                    resources=(
                        pulumi.Output.format(
                            "arn:aws:ec2:{0}:{1}:instance/*", args.region, args.account_id
                        ),
                    ),
                    conditions={"StringEquals": {f"aws:ResourceTag/{key}": value}},
                ),
                Statement(
                    sid="SeeWhatRuns",
                    actions=(
                        "ec2:DescribeInstances",
                        "ec2:DescribeInstanceStatus",
                        "ssm:GetCalendarState",
                        "tag:GetResources",
                    ),
                ),
            ),
            opts=child,
        )
        return role.arn

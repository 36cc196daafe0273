"""`Patching`: a tenant's servers, patched once a week while nobody uses them."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from tenancy.naming import physical_name
from tenancy.plan import PatchPlan

TIMEZONE = "Asia/Tokyo"
OPERATING_SYSTEM = "AMAZON_LINUX_2023"
# A patch is taken a week after its release: by then its faults are known, and the unified
# standards' demand to close holes without delay (R7, 6.2.1) is met within two windows.
APPROVE_AFTER_DAYS = 7
# What is begun in the last hour wouldn't be done by the end.
LAST_HOURS = 1
PATCH_DOCUMENT = "AWS-RunPatchBaseline"
DAYS = {
    "monday": "MON",
    "tuesday": "TUE",
    "wednesday": "WED",
    "thursday": "THU",
    "friday": "FRI",
    "saturday": "SAT",
    "sunday": "SUN",
}


@dataclass(frozen=True, kw_only=True)
class PatchingArgs:
    """What `Patching` needs.

    `server_tag` is the tag, key and value, of the servers that are meant. `automation_role_arn` is
    the role that starts them for the window and stops them at its end; None where they always run.
    """

    tenant_name: str
    plan: PatchPlan
    server_tag: tuple[str, str]
    automation_role_arn: pulumi.Input[str] | None


class Patching(pulumi.ComponentResource):
    """A patch baseline, and the weekly window in which it is installed.

    Security patches of medium severity and above and bug fixes, a week after their release; servers
    restart where a patch needs it.

    It has no outputs.
    """

    def __init__(
        self, name: str, args: PatchingArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:operations:Patching", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        self._args = args
        baseline = aws.ssm.PatchBaseline(
            name,
            name=physical_name("patch-baseline", args.tenant_name),
            description=f"{args.tenant_name}: patches of servers",
            operating_system=OPERATING_SYSTEM,
            approval_rules=[_security(), _bug_fixes()],
            opts=child,
        )
        aws.ssm.DefaultPatchBaseline(
            name, baseline_id=baseline.id, operating_system=OPERATING_SYSTEM, opts=child
        )
        window = aws.ssm.MaintenanceWindow(
            name,
            name=physical_name("maintenance-window", args.tenant_name, "patches"),
            schedule=_cron(args.plan),
            schedule_timezone=TIMEZONE,
            duration=args.plan.hours,
            cutoff=LAST_HOURS,
            opts=child,
        )
        key, value = args.server_tag
        self._window_id = window.id
        self._target_id = aws.ssm.MaintenanceWindowTarget(
            name,
            name="servers",
            window_id=window.id,
            resource_type="INSTANCE",
            targets=[aws.ssm.MaintenanceWindowTargetTargetArgs(key=f"tag:{key}", values=[value])],
            opts=child,
        ).id
        # Tasks run in the order of their priority; those of one priority side by side.
        role_arn = args.automation_role_arn
        if role_arn is not None:
            self._automation("start", "AWS-StartEC2Instance", role_arn, priority=1)
        self._patch(priority=2)
        if role_arn is not None:
            self._automation("stop", "AWS-StopEC2Instance", role_arn, priority=3)
        self.register_outputs({})

    def _patch(self, *, priority: int) -> None:
        commands = aws.ssm.MaintenanceWindowTaskTaskInvocationParametersRunCommandParametersArgs
        invocation = aws.ssm.MaintenanceWindowTaskTaskInvocationParametersArgs(
            run_command_parameters=commands(
                comment="Patches of the week",
                timeout_seconds=3600,
                parameters=[
                    _run_command_parameter("Operation", "Install"),
                    _run_command_parameter("RebootOption", "RebootIfNeeded"),
                ],
            )
        )
        self._task("patch", "RUN_COMMAND", PATCH_DOCUMENT, invocation, priority)

    def _automation(
        self, purpose: str, automation: str, role_arn: pulumi.Input[str], *, priority: int
    ) -> None:
        automations = aws.ssm.MaintenanceWindowTaskTaskInvocationParametersAutomationParametersArgs
        parameter = (
            aws.ssm.MaintenanceWindowTaskTaskInvocationParametersAutomationParametersParameterArgs
        )
        invocation = aws.ssm.MaintenanceWindowTaskTaskInvocationParametersArgs(
            automation_parameters=automations(
                document_version="$DEFAULT",
                parameters=[
                    # Systems Manager puts the server's id in this place.
                    parameter(name="InstanceId", values=["{{RESOURCE_ID}}"]),
                    parameter(name="AutomationAssumeRole", values=[role_arn]),
                ],
            )
        )
        self._task(purpose, "AUTOMATION", automation, invocation, priority)

    def _task(
        self,
        purpose: str,
        kind: str,
        task: str,
        invocation: aws.ssm.MaintenanceWindowTaskTaskInvocationParametersArgs,
        priority: int,
    ) -> None:
        aws.ssm.MaintenanceWindowTask(
            purpose,
            name=purpose,
            window_id=self._window_id,
            task_type=kind,
            task_arn=task,
            priority=priority,
            max_concurrency="50%",
            max_errors="25%",
            cutoff_behavior="CONTINUE_TASK",
            targets=[
                aws.ssm.MaintenanceWindowTaskTargetArgs(
                    key="WindowTargetIds", values=[self._target_id]
                )
            ],
            task_invocation_parameters=invocation,
            opts=pulumi.ResourceOptions(parent=self),
        )


def _run_command_parameter(
    name: str, value: str
) -> aws.ssm.MaintenanceWindowTaskTaskInvocationParametersRunCommandParametersParameterArgs:
    return aws.ssm.MaintenanceWindowTaskTaskInvocationParametersRunCommandParametersParameterArgs(
        name=name, values=[value]
    )


def _security() -> aws.ssm.PatchBaselineApprovalRuleArgs:
    patches = aws.ssm.PatchBaselineApprovalRulePatchFilterArgs
    return aws.ssm.PatchBaselineApprovalRuleArgs(
        approve_after_days=APPROVE_AFTER_DAYS,
        compliance_level="HIGH",
        patch_filters=[
            patches(key="CLASSIFICATION", values=["Security"]),
            patches(key="SEVERITY", values=["Critical", "Important", "Medium"]),
        ],
    )


def _bug_fixes() -> aws.ssm.PatchBaselineApprovalRuleArgs:
    return aws.ssm.PatchBaselineApprovalRuleArgs(
        approve_after_days=APPROVE_AFTER_DAYS,
        compliance_level="MEDIUM",
        patch_filters=[
            aws.ssm.PatchBaselineApprovalRulePatchFilterArgs(
                key="CLASSIFICATION", values=["Bugfix"]
            )
        ],
    )


def _cron(plan: PatchPlan) -> str:
    """Return when the window opens: with seconds left out, as Systems Manager also takes it."""
    hour, minute = map(int, plan.start.split(":"))
    return f"cron({minute} {hour} ? * {DAYS[plan.day]} *)"

"""`FindingsRoute`: tells somebody of what the security services find, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pulumi
import pulumi_aws as aws

from tenancy.naming import physical_name

TOLD: Final = ("HIGH", "CRITICAL")
"""Severities, by Security Hub's labels, of which people are told at once; others wait there."""
_PATHS: Final = {
    "account": "$.detail.findings[0].AwsAccountId",
    "region": "$.detail.findings[0].Region",
    "severity": "$.detail.findings[0].Severity.Label",
    "product": "$.detail.findings[0].ProductName",
    "title": "$.detail.findings[0].Title",
    "description": "$.detail.findings[0].Description",
    "resource": "$.detail.findings[0].Resources[0].Id",
    "seen": "$.detail.findings[0].UpdatedAt",
    "id": "$.detail.findings[0].Id",
}
# Each line is a text of its own: EventBridge joins them with line breaks.
_LINES: Final = (
    "[<severity>] <title>",
    "",
    "政府共通プラットフォームのセキュリティサービスが、対応を要する事象を検出しました。",
    "A security service of the Government Common Platform found something that needs action.",
    "",
    "アカウント / Account: <account> (<region>)",
    "リソース / Resource: <resource>",
    "検出元 / Found by: <product>",
    "時刻 / Time: <seen>",
    "内容 / What: <description>",
    "番号 / Id: <id>",
)


@dataclass(frozen=True, kw_only=True)
class FindingsRouteArgs:
    """What `FindingsRoute` needs: whose findings these are called after, and the topic."""

    owner_name: str
    topic_arn: pulumi.Input[str]


class FindingsRoute(pulumi.ComponentResource):
    """An EventBridge rule on Security Hub's new findings of high severity, and its target.

    GuardDuty, Inspector, Macie, Access Analyzer and AWS Config all hand their findings to Security
    Hub, so one rule sees all of them. In the delegated account it sees every account's; in a
    tenant's account that tenant's alone, which is how its contacts are told: nothing about one
    tenant passes another's.

    Source: https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html
    """

    def __init__(
        self, name: str, args: FindingsRouteArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:security:FindingsRoute", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        rule = aws.cloudwatch.EventRule(
            name,
            name=physical_name("event-rule", args.owner_name, "findings"),
            description="New findings of high severity, from Security Hub",
            event_pattern=pulumi.Output.json_dumps(pattern(TOLD)),
            opts=child,
        )
        aws.cloudwatch.EventTarget(
            name,
            target_id="alerts",
            rule=rule.name,
            arn=args.topic_arn,
            input_transformer=aws.cloudwatch.EventTargetInputTransformerArgs(
                input_paths=_PATHS,
                input_template="\n".join(f'"{line}"' for line in _LINES),
            ),
            opts=child,
        )
        self.register_outputs({})


def pattern(severities: Sequence[str]) -> dict[str, object]:
    """Return the event pattern of findings that are new, open and of one of these severities."""
    return {
        "source": ["aws.securityhub"],
        "detail-type": ["Security Hub Findings - Imported"],
        "detail": {
            "findings": {
                "Severity": {"Label": list(severities)},
                "Workflow": {"Status": ["NEW"]},
                "RecordState": ["ACTIVE"],
            }
        },
    }

"""CT-04: trails are also sent to CloudWatch Logs, where they can be watched."""

from policies.reading.demands import all_set
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="CT-04",
    title=Text(
        ja="証跡をCloudWatch Logsにも送ること",
        en="Trails are also sent to CloudWatch Logs, where they can be watched",
    ),
    remedy=Text(
        ja="cloudWatchLogsGroupArnとcloudWatchLogsRoleArnを指定する",
        en="set cloudWatchLogsGroupArn and cloudWatchLogsRoleArn",
    ),
    severity=Severity.MEDIUM,
    types=("aws:cloudtrail/trail:Trail",),
    uses=(),
    controls={
        "AWS FSBP": ("CloudTrail.5",),
        "NIST SP 800-53 r5": (
            "AU-6(1)",
            "AU-12",
        ),
        "統一基準 R7": ("7.1.4(1)(c)",),
    },
    check=all_set("cloudWatchLogsGroupArn", "cloudWatchLogsRoleArn"),
    compliant={
        "cloudWatchLogsGroupArn": "arn:aws:logs:example",
        "cloudWatchLogsRoleArn": "arn:aws:iam:example",
    },
    violating={"cloudWatchLogsRoleArn": "arn:aws:iam:example"},
)

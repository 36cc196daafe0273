"""RDS-06: databases send their logs to CloudWatch Logs."""

from policies.reading.demands import all_set
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="RDS-06",
    title=Text(
        ja="RDSのログをCloudWatch Logsに送ること",
        en="Databases send their logs to CloudWatch Logs",
    ),
    remedy=Text(
        ja="enabledCloudwatchLogsExportsにエンジンのログを指定する",
        en="set enabledCloudwatchLogsExports to the engine's logs",
    ),
    severity=Severity.MEDIUM,
    types=(
        "aws:rds/instance:Instance",
        "aws:rds/cluster:Cluster",
    ),
    uses=(),
    controls={
        "AWS FSBP": (
            "RDS.9",
            "RDS.36",
            "RDS.37",
        ),
        "NIST SP 800-53 r5": ("AU-12",),
        "統一基準 R7": (
            "6.2.5(1)(b)",
            "7.1.4(1)(b)",
        ),
    },
    check=all_set("enabledCloudwatchLogsExports"),
    compliant={"enabledCloudwatchLogsExports": ["postgresql"]},
    violating={"enabledCloudwatchLogsExports": []},
)

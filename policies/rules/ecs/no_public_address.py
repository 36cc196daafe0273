"""ECS-02: tasks have no public address."""

from policies.reading.demands import none_true
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="ECS-02",
    title=Text(
        ja="ECSのタスクに公開IPアドレスを割り当てないこと",
        en="Tasks have no public address",
    ),
    remedy=Text(
        ja="networkConfiguration.assignPublicIpを外すかfalseにする",
        en="leave networkConfiguration.assignPublicIp out, or set it to false",
    ),
    severity=Severity.HIGH,
    types=(
        "aws:ecs/service:Service",
        "aws:ecs/taskSet:TaskSet",
    ),
    uses=(),
    controls={
        "AWS FSBP": (
            "ECS.2",
            "ECS.16",
        ),
        "統一基準 R7": ("6.4.1(2)(a)",),
    },
    check=none_true("networkConfiguration.assignPublicIp"),
    compliant={"networkConfiguration": {"assignPublicIp": False}},
    violating={"networkConfiguration": {"assignPublicIp": True}},
)

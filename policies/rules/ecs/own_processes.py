"""ECS-06: tasks don't share their host's processes."""

from policies.reading.demands import every, none_of
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="ECS-06",
    title=Text(
        ja="タスクがホストのプロセス空間を共有しないこと",
        en="Tasks don't share their host's processes",
    ),
    remedy=Text(
        ja="pidModeとipcModeのhostを外す",
        en="leave pidMode and ipcMode out, or set them to task",
    ),
    severity=Severity.HIGH,
    types=("aws:ecs/taskDefinition:TaskDefinition",),
    uses=(
        "pidMode",
        "ipcMode",
    ),
    controls={
        "AWS FSBP": ("ECS.3",),
        "統一基準 R7": ("7.1.3(1)(a)",),
    },
    check=every(none_of("pidMode", "host"), none_of("ipcMode", "host")),
    compliant={"pidMode": "task"},
    violating={"pidMode": "host"},
)

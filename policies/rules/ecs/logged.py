"""ECS-04: containers send their logs somewhere."""

from policies.reading.containers import Container, every_container
from policies.reading.examples import containers
from policies.reading.values import is_set
from policies.rule import Rule, Severity, Text


def problem(container: Container) -> str | None:
    """Return that what a container says is lost."""
    return None if is_set(container, "logConfiguration.logDriver") else "has no log driver"


RULE = Rule(
    id="ECS-04",
    title=Text(
        ja="コンテナのログの送り先を定めること",
        en="Containers send their logs somewhere",
    ),
    remedy=Text(
        ja="logConfiguration.logDriverを指定する",
        en="set logConfiguration.logDriver",
    ),
    severity=Severity.MEDIUM,
    types=("aws:ecs/taskDefinition:TaskDefinition",),
    uses=("containerDefinitions",),
    controls={
        "AWS FSBP": ("ECS.9",),
        "統一基準 R7": ("7.1.4(1)(b)",),
    },
    check=every_container(problem),
    compliant={"containerDefinitions": containers(logConfiguration={"logDriver": "awslogs"})},
    violating={"containerDefinitions": containers(logConfiguration={})},
)

"""ECS-01: containers are not privileged."""

from policies.reading.containers import Container, every_container
from policies.reading.examples import containers
from policies.rule import Rule, Severity, Text


def problem(container: Container) -> str | None:
    """Return that a container is root on its host."""
    return "is privileged" if container.get("privileged") not in (None, False) else None


RULE = Rule(
    id="ECS-01",
    title=Text(
        ja="コンテナに特権を与えないこと",
        en="Containers are not privileged",
    ),
    remedy=Text(
        ja="privilegedを外すかfalseにする",
        en="leave privileged out, or set it to false",
    ),
    severity=Severity.HIGH,
    types=("aws:ecs/taskDefinition:TaskDefinition",),
    uses=("containerDefinitions",),
    controls={
        "AWS FSBP": ("ECS.4",),
        "統一基準 R7": ("7.1.3(1)(a)",),
    },
    check=every_container(problem),
    compliant={"containerDefinitions": containers(privileged=False)},
    violating={"containerDefinitions": containers(privileged=True)},
)

"""ECS-03: containers can't write to their root file system."""

from policies.reading.containers import Container, every_container
from policies.reading.examples import containers
from policies.rule import Rule, Severity, Text


def problem(container: Container) -> str | None:
    """Return that an intruder could write programs into a container."""
    return None if container.get("readonlyRootFilesystem") is True else "has a writable root"


RULE = Rule(
    id="ECS-03",
    title=Text(
        ja="コンテナのルートファイルシステムを読み取り専用とすること",
        en="Containers can't write to their root file system",
    ),
    remedy=Text(
        ja="readonlyRootFilesystemをtrueにする",
        en="set readonlyRootFilesystem to true",
    ),
    severity=Severity.MEDIUM,
    types=("aws:ecs/taskDefinition:TaskDefinition",),
    uses=("containerDefinitions",),
    controls={
        "AWS FSBP": ("ECS.5",),
        "統一基準 R7": ("7.1.3(1)(a)",),
    },
    check=every_container(problem),
    compliant={"containerDefinitions": containers(readonlyRootFilesystem=True)},
    violating={"containerDefinitions": containers(readonlyRootFilesystem=False)},
)

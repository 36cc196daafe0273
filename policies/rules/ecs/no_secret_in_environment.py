"""ECS-05: environments of containers hold no secret."""

from policies.reading.containers import Container, every_container
from policies.reading.examples import containers
from policies.reading.secrets import names_secret
from policies.reading.values import objects_at, value_at
from policies.rule import Rule, Severity, Text


def problem(container: Container) -> str | None:
    """Return that a variable's name is that of a secret."""
    named = any(
        names_secret(str(value_at(variable, "name") or ""))
        for variable in objects_at(container, "environment")
    )
    return "has what looks like a secret in its environment" if named else None


RULE = Rule(
    id="ECS-05",
    title=Text(
        ja="コンテナの環境変数に秘密情報を書かないこと",
        en="Environments of containers hold no secret",
    ),
    remedy=Text(
        ja="secretsでSecrets Managerの秘密を参照する",
        en="refer to a secret of Secrets Manager under secrets",
    ),
    severity=Severity.HIGH,
    types=("aws:ecs/taskDefinition:TaskDefinition",),
    uses=("containerDefinitions",),
    controls={
        "AWS FSBP": ("ECS.8",),
        "統一基準 R7": ("7.1.1(2)(a)",),
    },
    check=every_container(problem),
    compliant={"containerDefinitions": containers(environment=[{"name": "DB_HOST", "value": "x"}])},
    violating={
        "containerDefinitions": containers(environment=[{"name": "DB_PASSWORD", "value": "x"}])
    },
)

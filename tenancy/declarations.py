"""What was read from files before it is known to be consistent, for `checks` to compare."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tenancy.model import Ministry, Tenant
from tenancy.stage import StageSettings
from tenancy.vocabulary import EnvironmentName
from tenancy.yamltext import Document


@dataclass(frozen=True, kw_only=True)
class DeclaredTenant:
    """A valid tenant file."""

    tenant: Tenant
    source: Document
    ministry_folder: str
    file_name: str
    """Without `.yaml`."""


@dataclass(frozen=True, kw_only=True)
class DeclaredStage:
    """A valid stage file."""

    stage: StageSettings
    source: Document


@dataclass(frozen=True, kw_only=True)
class Declarations:
    """All files that are valid by themselves, and the names of those that are not."""

    ministries: Mapping[str, Ministry] | None
    """None if `tenants/ministries.yaml` is not valid: then no ministry is called unknown."""
    tenants: tuple[DeclaredTenant, ...]
    invalid: frozenset[str]
    """Keys, by their files' places, of tenants whose files are not valid."""
    stages: tuple[DeclaredStage, ...]
    all_stages_valid: bool

    def stages_of(self, environment: EnvironmentName) -> Iterator[StageSettings]:
        """Yield the stages that provision an environment."""
        return (one.stage for one in self.stages if one.stage.environment == environment)

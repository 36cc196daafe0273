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

    @property
    def placed_key(self) -> str:
        """The key that the file's place stands for."""
        return f"{self.ministry_folder}-{self.file_name}"


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
    """Those in their right place: what other files say of them can be trusted."""
    displaced: tuple[DeclaredTenant, ...]
    """Those whose folder or file's name contradicts what they say."""
    invalid: frozenset[str]
    """Keys that may be meant by files that are not valid or not in their place: nothing is said to
    be unknown or left over because of them."""
    stages: tuple[DeclaredStage, ...]
    all_stages_valid: bool

    def stages_of(self, environment: EnvironmentName) -> Iterator[StageSettings]:
        """Yield the stages that provision an environment."""
        return (one.stage for one in self.stages if one.stage.environment == environment)

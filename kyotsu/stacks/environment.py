"""Where the engine of a stage comes from, and what it finds in its environment."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kyotsu.errors import WorldFault
from tenancy.stage import StageSettings


@dataclass(frozen=True, kw_only=True)
class EngineEnvironment:
    """The CLI to call, and the variables that it gets on top of those of this process."""

    cli: Path
    variables: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)


def environment_for(root: Path, settings: StageSettings) -> EngineEnvironment:
    """Return the environment of a stage's engine.

    An emulated stage has an engine, a backend and credentials of its own. Any other uses what the
    caller has: the CLI on PATH, the backend that `pulumi login` chose, the credentials of the
    shell or of the pipeline.

    Raises:
        WorldFault: there is no CLI, or the local stage isn't running.
    """
    if settings.emulated:
        from kyotsu.local.stage import running_environment  # dev and prod lack it

        return running_environment(root)
    cli = shutil.which("pulumi")
    if cli is None:
        raise WorldFault(
            f"stage {settings.name} needs Pulumi's CLI on PATH and there is none; install it as "
            "https://www.pulumi.com/docs/install/ says, then run this again"
        )
    return EngineEnvironment(cli=Path(cli))

"""The local stage's parts: engine, emulator, state; and how they are brought into agreement."""

import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from kyotsu.errors import WorldFault
from kyotsu.local.locks import release_dead_locks
from kyotsu.stacks.environment import EngineEnvironment
from localcloud import emulator
from localcloud.emulator import EmulatorError, EmulatorInfo
from localcloud.engine.locate import ensure_engine
from localcloud.engine.model import Engine, EngineUnavailable
from localcloud.environment import (
    local_dir,
    local_environment,
    official_environment,
    official_plugin,
    use_official_plugin,
    write_provider_plugin,
)

STAGE = "local"


@dataclass(frozen=True, kw_only=True)
class LocalStage:
    """The running parts. `rebuilt` says that an older state had to be given up."""

    engine: Engine
    emulator: EmulatorInfo
    environment: EngineEnvironment
    rebuilt: bool


def bring_up(root: Path, *, official_provider: bool = False) -> LocalStage:
    """Get the engine, start the emulator, and drop what an earlier emulator's state left behind.

    Raises:
        WorldFault: no engine can be had, or the emulator or its folder can't be used.
    """
    engine = _engine()
    folder = local_dir(root)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _install_provider(folder / "home", official=official_provider)
        running = emulator.start(folder)
        rebuilt = _agree(folder, running)
    except EmulatorError as error:
        raise WorldFault(str(error)) from None
    except OSError as error:
        raise WorldFault(
            f"the local stage can't use {folder}: {error.strerror}; "
            "mend that, or choose another folder with KYOTSU_LOCAL_DIR"
        ) from None
    release_dead_locks(_backend(folder))
    return LocalStage(
        engine=engine,
        emulator=running,
        environment=_environment(root, engine, running),
        rebuilt=rebuilt,
    )


def running_environment(root: Path) -> EngineEnvironment:
    """Return the environment of the local stage, which must be running.

    Raises:
        WorldFault: it isn't.
    """
    folder = local_dir(root)
    running = emulator.status(folder)
    if running is None or _is_stale(folder, running):
        raise WorldFault("the local stage isn't running; `make up` or `kyotsu local up` starts it")
    release_dead_locks(_backend(folder))
    return _environment(root, _engine(), running)


def running_emulator(root: Path) -> EmulatorInfo | None:
    """Return the emulator, if it is running."""
    return emulator.status(local_dir(root))


def take_down(root: Path) -> bool:
    """Stop the emulator; what it held is gone. Return whether one was running."""
    folder = local_dir(root)
    was_running = emulator.status(folder) is not None
    emulator.stop(folder)
    return was_running


def forget(root: Path) -> Path:
    """Stop the emulator, remove all that the local stage keeps on disk, and return the folder."""
    take_down(root)
    folder = local_dir(root)
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def checkpoint_of(root: Path, stack: str) -> Path:
    """Return the file in which the local backend keeps a stack's state."""
    return _backend(local_dir(root)) / "stacks" / "kyotsu" / f"{stack}.json"


def _engine() -> Engine:
    try:
        return ensure_engine()
    except EngineUnavailable as error:
        raise WorldFault(str(error)) from None


def _environment(root: Path, engine: Engine, running: EmulatorInfo) -> EngineEnvironment:
    variables = local_environment(root, engine.path_dirs, running)
    if _is_official(local_dir(root) / "home"):
        variables |= official_environment(running)
    return EngineEnvironment(cli=engine.cli, variables=variables)


def _install_provider(home: Path, *, official: bool) -> None:
    """Put the plugin that was asked for where the local stage's engine finds it.

    Raises:
        WorldFault: the official one was asked for and isn't installed.
    """
    if not official:
        write_provider_plugin(home, Path(sys.executable).parent.resolve() / "python")
        return
    plugin = official_plugin()
    if plugin is None:
        raise WorldFault(
            "the official aws plugin isn't installed; `pulumi plugin install resource aws` gets it "
            "where it can be downloaded; without --provider official the local stage brings its own"
        )
    use_official_plugin(home, plugin)


def _is_official(home: Path) -> bool:
    """Whether the official plugin was put in the place of ours."""
    return any(plugin.is_symlink() for plugin in (home / "plugins").glob("resource-aws-v*"))


def _backend(folder: Path) -> Path:
    return folder / "backend" / ".pulumi"


def _is_stale(folder: Path, running: EmulatorInfo) -> bool:
    """Whether the state on disk describes what another emulator held."""
    try:
        described = json.loads(_marker(folder).read_text())["emulator"]
    except (OSError, ValueError, KeyError):
        return _backend(folder).exists()
    return described != running.instance


def _agree(folder: Path, running: EmulatorInfo) -> bool:
    """Drop a state that describes a dead emulator's resources; return whether there was one."""
    stale = _is_stale(folder, running) and _backend(folder).exists()
    if stale:
        shutil.rmtree(folder / "backend")
    (folder / "backend").mkdir(exist_ok=True)
    unfinished = _marker(folder).with_suffix(f".{os.getpid()}")
    unfinished.write_text(json.dumps({"emulator": running.instance}))
    unfinished.replace(_marker(folder))
    return stale


def _marker(folder: Path) -> Path:
    return folder / "state.json"

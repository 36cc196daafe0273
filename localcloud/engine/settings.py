"""Which engine, and where it may come from: the only reader of the environment here."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

GO_MODULE = Path(__file__).parent / "gomodule"
PROJECT = Path(__file__).resolve().parents[2]
CACHE_VARIABLE = "KYOTSU_ENGINE_DIR"


def pinned_version(go_module: Path) -> str:
    """Return the CLI's version, without `v`, as `go.mod` pins it: the one place that says it.

    The CLI on PATH must be at least this version, and of the same major version.
    """
    text = (go_module / "go.mod").read_text(encoding="utf-8")
    match = re.search(r"github\.com/pulumi/pulumi/pkg/v3 v(\S+)", text)
    if match is None:
        raise ValueError(f"{go_module / 'go.mod'} does not require github.com/pulumi/pulumi/pkg/v3")
    return match.group(1)


def cache_directory(environment: Mapping[str, str]) -> Path:
    """Return `$KYOTSU_ENGINE_DIR`, else `kyotsu/engine` in `$XDG_CACHE_HOME` or `~/.cache`."""
    if chosen := environment.get(CACHE_VARIABLE):
        return Path(chosen).expanduser().absolute()
    home = environment.get("HOME") or str(Path.home())
    base = environment.get("XDG_CACHE_HOME") or str(Path(home) / ".cache")
    return Path(base) / "kyotsu" / "engine"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that decides where the engine comes from; tests replace parts of it.

    `shims` is the directory, private to this project, for our language host. `archives` and
    `checksums` are the official addresses without the version. `connect_seconds` bounds the
    attempt to reach each of them. `package` is built in `go_module`, and `version_symbol` is the
    Go variable that the linker sets: without it the Automation API refuses the CLI.
    """

    version: str
    cache: Path
    environment: Mapping[str, str]
    shims: Path = PROJECT / ".local" / "bin"
    archives: str = "https://get.pulumi.com/releases/sdk"
    checksums: str = "https://github.com/pulumi/pulumi/releases/download"
    connect_seconds: float = 4.0
    go_module: Path = GO_MODULE
    package: str = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
    version_symbol: str = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version"


def default_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings for `environment` (this process's when None)."""
    chosen = dict(os.environ if environment is None else environment)
    return Settings(
        version=pinned_version(GO_MODULE), cache=cache_directory(chosen), environment=chosen
    )

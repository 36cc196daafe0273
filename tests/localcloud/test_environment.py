"""The environment of the local stage lets nothing of the user's own AWS or Pulumi through."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import botocore.session
import pulumi_aws as aws
import pytest

from localcloud import environment
from localcloud.emulator import EmulatorInfo

EMULATOR = EmulatorInfo(
    endpoint="http://127.0.0.1:4566", pid=1, instance="i", started="now", created=0.0
)


def of(tmp_path: Path, **environ: str) -> dict[str, str]:
    return environment.local_environment(
        tmp_path, [Path("/engine/bin")], EMULATOR, environ={"PATH": "/usr/bin", **environ}
    )


def test_the_engine_comes_first_on_the_path(tmp_path: Path) -> None:
    assert of(tmp_path)["PATH"] == os.pathsep.join(["/engine/bin", "/usr/bin"])


def test_the_state_is_below_one_directory(tmp_path: Path) -> None:
    found = of(tmp_path, KYOTSU_LOCAL_DIR=str(tmp_path / "elsewhere"))
    home = str(tmp_path / "elsewhere")
    assert found["KYOTSU_LOCAL_DIR"] == home
    assert found["PULUMI_HOME"].startswith(home)
    assert found["PULUMI_BACKEND_URL"] == f"file://{home}/backend"


def test_without_a_choice_the_state_is_in_the_project(tmp_path: Path) -> None:
    assert environment.local_dir(tmp_path, {}) == tmp_path / ".local" / "stage"


REAL = {
    "AWS_PROFILE": "prod",
    "AWS_ACCESS_KEY_ID": "AKIAREAL",
    "AWS_SECRET_ACCESS_KEY": "real",
    "AWS_SESSION_TOKEN": "real",
    "AWS_ROLE_ARN": "arn:aws:iam::999999999999:role/real",
    "AWS_WEB_IDENTITY_TOKEN_FILE": "/real/token",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://169.254.170.2/real",
}


def test_no_real_credentials_get_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = tmp_path / "credentials"
    real.write_text("[default]\naws_access_key_id = AKIAFILE\naws_secret_access_key = s\n")
    environ = {**REAL, "AWS_SHARED_CREDENTIALS_FILE": str(real)}
    for name, value in {**environ, **of(tmp_path, **environ)}.items():
        monkeypatch.setenv(name, value)
    credentials = botocore.session.Session().get_credentials()
    assert credentials is not None
    frozen = credentials.get_frozen_credentials()
    assert (frozen.access_key, frozen.secret_key) == ("local", "local")
    assert not frozen.token


def test_the_plugin_is_installed_under_the_version_that_the_sdk_asks_for(tmp_path: Path) -> None:
    shim = environment.write_provider_plugin(tmp_path, Path(sys.executable))
    version = subprocess.run(
        [sys.executable, "-c", "import pulumi_aws._utilities as u; print(u.get_version())"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert shim == tmp_path / "plugins" / f"resource-aws-v{version}" / "pulumi-resource-aws"
    assert os.access(shim, os.X_OK)
    before = shim.stat().st_mtime_ns
    environment.write_provider_plugin(tmp_path, Path(sys.executable))
    assert shim.stat().st_mtime_ns == before


def official(home: Path, version: str) -> Path:
    directory = home / "plugins" / f"resource-aws-v{version}"
    directory.mkdir(parents=True)
    binary = directory / "pulumi-resource-aws"
    binary.write_bytes(b"\x7fELF")
    binary.chmod(0o755)
    return directory


def test_the_newest_official_plugin_is_found(tmp_path: Path) -> None:
    assert environment.official_plugin(tmp_path) is None
    official(tmp_path, "7.9.0")
    newest = official(tmp_path, "7.51.1")
    assert environment.official_plugin(tmp_path) == newest


def test_our_shim_is_not_taken_for_the_official_plugin(tmp_path: Path) -> None:
    environment.write_provider_plugin(tmp_path, Path(sys.executable))
    assert environment.official_plugin(tmp_path) is None


def test_the_official_plugin_takes_our_place_and_gives_it_back(tmp_path: Path) -> None:
    home = tmp_path / "home"
    shim = environment.write_provider_plugin(home, Path(sys.executable))
    theirs = official(tmp_path / "user", shim.parent.name.removeprefix("resource-aws-v"))
    linked = environment.use_official_plugin(home, theirs)
    assert linked.resolve() == theirs.resolve()
    environment.write_provider_plugin(home, Path(sys.executable))
    assert shim.read_bytes().startswith(b"#!/bin/sh")
    assert (theirs / "pulumi-resource-aws").read_bytes() == b"\x7fELF"


def test_the_official_plugin_is_configured_in_words_that_it_knows() -> None:
    found = environment.official_provider_configuration(EMULATOR)
    names = {
        getattr(member.fget, "_pulumi_name", name)
        for name, member in vars(aws.ProviderArgs).items()
        if isinstance(member, property)
    }
    assert set(found) <= names
    services = {
        getattr(member.fget, "_pulumi_name", name)
        for name, member in vars(aws.ProviderEndpointArgs).items()
        if isinstance(member, property)
    }
    (endpoints,) = found["endpoints"]
    assert set(endpoints) <= services
    assert set(endpoints.values()) == {EMULATOR.endpoint}

"""A running host, and a small project for the real engine."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest
from pulumi.runtime.proto import language_pb2_grpc

from localcloud.engine.model import Engine
from localcloud.engine.shims import write_shims
from tests.localcloud.engine.language_host.project import Project


@pytest.fixture
def shim(tmp_path: Path) -> Path:
    """The executable that the engine would start."""
    return write_shims(tmp_path / "bin", Path(sys.executable))


@pytest.fixture
def host(shim: Path) -> Iterator[language_pb2_grpc.LanguageRuntimeStub]:
    """A running host without an engine, and a client of it."""
    process = subprocess.Popen([shim, "127.0.0.1:1"], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    port = int(process.stdout.readline())
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield language_pb2_grpc.LanguageRuntimeStub(channel)
    process.terminate()
    process.communicate()


def make_project(root: Path, engine: Engine) -> Project:
    """Lay out a project with a stack `dev` on a file backend, all below `root`."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PULUMI_")},
        "PULUMI_BACKEND_URL": f"file://{root / 'state'}",
        "PULUMI_CONFIG_PASSPHRASE": "of the tests",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        "PULUMI_HOME": str(root / "home"),
        "PULUMI_SKIP_UPDATE_CHECK": "true",
    }
    project = Project(root=root / "project", environment=engine.environment(environment))
    (root / "state").mkdir()
    (project.root / "infra").mkdir(parents=True)
    project.write("Pulumi.yaml", "name: tiny\nruntime: python\nmain: infra/\n")
    project.run("stack", "init", "dev")
    return project


@pytest.fixture
def project(tmp_path: Path, engine: Engine) -> Project:
    """A project of its own."""
    return make_project(tmp_path, engine)

"""Projects and local stages for tests that run the command as a person would."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
import pytest

from localcloud.engine.model import Engine

SOURCE = Path(__file__).resolve().parents[2]
KYOTSU = Path(sys.executable).with_name("kyotsu")
ACCESS_ROLE = "OrganizationAccountAccessRole"
REGION = "ap-northeast-1"
_SETTINGS = ("--config-file", "Pulumi.local.yaml")


@dataclass(frozen=True, kw_only=True)
class Project:
    """A copy of this project's declarations, with a local stage of its own."""

    root: Path
    variables: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def home(self) -> Path:
        """The folder of the copy's local stage."""
        return self.root / ".local" / "stage"

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which the copy's commands run."""
        return {
            **os.environ,
            **self.variables,
            "KYOTSU_LOCAL_DIR": str(self.home),
            "COLUMNS": "120",
        }

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start `kyotsu` in a session of its own, and don't wait."""
        return subprocess.Popen(
            [str(KYOTSU), *arguments],
            cwd=self.root,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `kyotsu` and return what it printed, both streams in one."""
        process = self.start(*arguments)
        output, _ = process.communicate(timeout=1200)
        return subprocess.CompletedProcess(arguments, process.returncode, output, "")

    def must(self, *arguments: str) -> str:
        """Run `kyotsu`, which must end well, and return what it printed."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stdout
        return done.stdout

    def make(self, target: str) -> str:
        """Run a target of the Makefile, with what is installed already, and return its output."""
        done = subprocess.run(
            ["make", "--assume-old=.venv/.installed", target],
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def begin(self) -> None:
        """Start the emulated AWS with nothing in it, and the engine's part of the stage."""
        start = (
            "from pathlib import Path;"
            " from kyotsu.local.stage import bring_up; bring_up(Path.cwd())"
        )
        subprocess.run(
            [sys.executable, "-c", start], cwd=self.root, env=self.environment, check=True
        )

    def deploy(self) -> None:
        """Bring up the stage and all of its stacks, as `kyotsu local up` does, in half the time.

        The engine writes no checkpoints: nobody kills it here.
        """
        self.begin()
        self.must("fleet", "up", "--all", "--skip-checkpoints")

    def exports(self) -> dict[str, str]:
        """Return what `eval "$(kyotsu local env)"` sets."""
        shell = f'eval "$({KYOTSU} local env)" && env -0'
        listed = subprocess.run(
            ["bash", "-c", shell],
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            check=True,
        ).stdout.decode()
        return dict(line.split("=", 1) for line in listed.split("\0") if "=" in line)

    def preview(self, stack: str) -> str:
        """Return the digest of a stack's preview, with what stays the same."""
        return self.pulumi("preview", "--json", "--show-sames", "--stack", stack, *_SETTINGS)

    def pulumi(self, *arguments: str) -> str:
        """Run Pulumi itself, which must end well, and return what it printed."""
        done = subprocess.run(
            ["pulumi", *arguments],
            cwd=self.root,
            env={**os.environ, **self.exports()},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def resources(self, stack: str) -> list[dict[str, Any]]:
        """Return the resources in a stack's state."""
        state = self.home / "backend" / ".pulumi" / "stacks" / "kyotsu" / f"{stack}.json"
        return json.loads(state.read_text())["checkpoint"]["latest"].get("resources", [])

    def outputs(self, stack: str) -> dict[str, Any]:
        """Return a stack's outputs."""
        return next(
            resource["outputs"]
            for resource in self.resources(stack)
            if resource["type"] == "pulumi:pulumi:Stack"
        )

    def account_of(self, tenant: str) -> str:
        """Return the account of a tenant."""
        return self.outputs("local")["account_ids"][tenant]

    def client(self, service: str, account: str | None = None) -> Any:
        """Return a boto3 client of the copy's emulator, in an account or in the management one."""
        endpoint = json.loads((self.home / "emulator.json").read_text())["endpoint"]
        common = {"endpoint_url": endpoint, "region_name": REGION}
        keys = {"aws_access_key_id": "local", "aws_secret_access_key": "local"}
        if account is not None:
            sts: Any = boto3.client("sts", **common, **keys)  # pyright: ignore[reportCallIssue, reportArgumentType, reportUnknownMemberType]
            taken = sts.assume_role(
                RoleArn=f"arn:aws:iam::{account}:role/{ACCESS_ROLE}", RoleSessionName="test"
            )["Credentials"]
            keys = {
                "aws_access_key_id": taken["AccessKeyId"],
                "aws_secret_access_key": taken["SecretAccessKey"],
                "aws_session_token": taken["SessionToken"],
            }
        return boto3.client(service, **common, **keys)  # pyright: ignore[reportCallIssue, reportArgumentType, reportUnknownMemberType]


def copy_project(root: Path, *, only: tuple[str, ...] | None = None) -> Project:
    """Copy the declarations, the program and the policies; `only` keeps some tenants."""
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "README.md"):
        shutil.copy2(SOURCE / name, root)
    for settings in SOURCE.glob("Pulumi*.yaml"):
        shutil.copy2(settings, root)
    # Byte code comes along: the pack has hundreds of files, which each copy would compile anew.
    for folder in ("infra", "policies", "tenants", "schemas"):
        shutil.copytree(SOURCE / folder, root / folder)
    # Pulumi.yaml names the project's virtual environment.
    (root / ".venv").symlink_to(Path(sys.prefix), target_is_directory=True)
    project = Project(root=root)
    if only is not None:
        for path in (root / "tenants").glob("*/*.yaml"):
            if f"{path.parent.name}-{path.stem}" not in only:
                path.unlink()
        (root / "tenants" / "addresses.yaml").unlink()
        project.must("tenant", "add", "--begin", "--all")
    return project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of the project without a running stage."""
    return copy_project(tmp_path)


@pytest.fixture(scope="session")
def whole_stage(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A running local stage with all sample tenants. Tests leave it as they found it."""
    project = copy_project(tmp_path_factory.mktemp("whole"))
    try:
        project.make("up")
        yield project
    finally:
        project.run("local", "reset")


@pytest.fixture(scope="session")
def previews(whole_stage: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the digest of a preview of each stack of the whole stage, `<stack>.json`."""
    folder = tmp_path_factory.mktemp("previews")
    backend = whole_stage.home / "backend" / ".pulumi" / "stacks" / "kyotsu"
    for state in sorted(backend.glob("*.json")):
        (folder / state.name).write_text(whole_stage.preview(state.stem))
    return folder


@pytest.fixture
def small_stage(engine: Engine, tmp_path: Path) -> Iterator[Project]:
    """A project with one small tenant, whose stage isn't up yet; for tests that break things."""
    project = copy_project(tmp_path, only=("meti-kenshu",))
    try:
        yield project
    finally:
        project.run("local", "reset")

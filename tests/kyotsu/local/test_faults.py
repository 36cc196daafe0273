"""Proves that the local stage recovers from what can happen to it, with nothing made twice."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from tests.kyotsu.conftest import copy_project
from tests.processes import engines_below

if TYPE_CHECKING:
    from localcloud.engine.model import Engine
    from tests.kyotsu.conftest import Project

pytestmark = pytest.mark.engine
TENANT = "meti-kenshu"
STACK = f"local.{TENANT}"


@pytest.fixture(scope="module")
def founded(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A stage with a foundation, and one tenant that is deployed or not, as a test left it."""
    project = copy_project(tmp_path_factory.mktemp("faults"), only=(TENANT,))
    try:
        project.begin()
        project.must("fleet", "up", "--foundation", "--skip-checkpoints")
        yield project
    finally:
        project.run("local", "reset")


@pytest.fixture
def updating(founded: Project) -> subprocess.Popen[str]:
    """A run that has made some of the tenant's resources, and isn't through with it."""
    if _created(founded):
        founded.must("destroy", "--tenant", TENANT)
    running = founded.start("local", "up")
    _wait_for(lambda: _created(founded) >= 5)
    return running


def test_an_engine_killed_in_the_middle_leaves_nothing_twice(
    founded: Project, updating: subprocess.Popen[str]
) -> None:
    engines_below(updating.pid)[0].kill()
    output, _ = updating.communicate(timeout=600)
    assert updating.returncode == 1, output
    assert "run this again" in output

    founded.must("local", "up")
    assert "unchanged" in founded.must("preview", "--tenant", TENANT)
    _assert_nothing_twice(founded)


def test_interrupting_a_run_ends_it_and_the_next_one_finishes(
    founded: Project, updating: subprocess.Popen[str]
) -> None:
    # A terminal sends Ctrl-C to every process of the foreground group.
    os.killpg(updating.pid, signal.SIGINT)
    output, _ = updating.communicate(timeout=600)
    assert updating.returncode == 130, output
    assert "interrupted; run the same command again to finish" in output

    founded.must("local", "up")
    _assert_nothing_twice(founded)


def test_a_killed_emulator_whose_port_is_taken_is_noticed_and_the_stage_rebuilt(
    founded: Project,
) -> None:
    founded.must("local", "up")
    first = founded.account_of(TENANT)
    port = _port(founded)
    emulator = psutil.Process(_emulator(founded)["pid"])
    emulator.kill()
    emulator.wait(timeout=10)

    refused = founded.run("preview")
    assert refused.returncode == 3
    assert "the local stage isn't running" in refused.stdout

    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind(("127.0.0.1", port))
        squatter.listen()
        output = founded.must("local", "up")
    assert "built anew" in output
    assert _port(founded) != port
    assert founded.account_of(TENANT) != first
    ec2 = founded.client("ec2", founded.account_of(TENANT))
    assert ec2.describe_vpcs(VpcIds=[founded.outputs(STACK)["vpc_id"]])["Vpcs"]


def test_a_state_folder_that_cannot_be_written_is_named(small_stage: Project) -> None:
    # Root may write anywhere, so a file in the folder's place stands for a read-only disk.
    (small_stage.root / ".local").write_text("in the way")
    refused = small_stage.run("local", "up")
    assert refused.returncode == 3
    assert str(small_stage.home) in refused.stdout
    assert "Traceback" not in refused.stdout
    (small_stage.root / ".local").unlink()


def test_a_mistake_in_a_declaration_stops_everything_before_anything_starts(
    small_stage: Project,
) -> None:
    declaration = small_stage.root / "tenants" / "meti" / "kenshu.yaml"
    declaration.write_text(declaration.read_text().replace("size: small", "sise: small"))
    refused = small_stage.run("local", "up")
    assert refused.returncode == 2
    assert "tenants/meti/kenshu.yaml:" in refused.stdout
    assert not small_stage.home.exists()


def _created(project: Project) -> int:
    try:
        return sum(resource.get("custom", False) for resource in project.resources(STACK))
    except (OSError, KeyError, ValueError):
        return 0


def _emulator(project: Project) -> dict[str, Any]:
    return json.loads((project.home / "emulator.json").read_text())


def _port(project: Project) -> int:
    return int(_emulator(project)["endpoint"].rpartition(":")[2])


def _wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 1200
    while not condition():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.05)


def _assert_nothing_twice(project: Project) -> None:
    """Hold what is in the emulator against what is in the state."""
    account = project.account_of(TENANT)
    ec2 = project.client("ec2", account)
    vpc = project.outputs(STACK)["vpc_id"]
    ours = [found["VpcId"] for found in ec2.describe_vpcs()["Vpcs"] if not found["IsDefault"]]
    assert ours == [vpc]
    inside = [{"Name": "vpc-id", "Values": [vpc]}]
    state = Counter(resource["type"] for resource in project.resources(STACK))
    subnets = ec2.describe_subnets(Filters=inside)["Subnets"]
    assert len(subnets) == state["aws:ec2/subnet:Subnet"]
    endpoints = ec2.describe_vpc_endpoints(Filters=inside)["VpcEndpoints"]
    assert len(endpoints) == state["aws:ec2/vpcEndpoint:VpcEndpoint"]
    groups = ec2.describe_security_groups(Filters=inside)["SecurityGroups"]
    assert len(groups) == state["aws:ec2/securityGroup:SecurityGroup"] + 1  # and the default one
    kms = project.client("kms", account)
    metadata = (kms.describe_key(KeyId=one["KeyId"]) for one in kms.list_keys()["Keys"])
    # A key that is deleted is kept for some days.
    keys = [one for one in metadata if one["KeyMetadata"]["KeyState"] == "Enabled"]
    assert len(keys) == state["aws:kms/key:Key"]
    accounts = project.client("organizations").list_accounts()["Accounts"]
    names = Counter(found["Name"] for found in accounts)
    assert max(names.values()) == 1

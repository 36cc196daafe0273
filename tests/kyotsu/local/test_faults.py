"""Proves that the local stage recovers from what can happen to it, with nothing made twice."""

from __future__ import annotations

import json
import os
import signal
import socket
import time
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from tests.processes import engines_below

if TYPE_CHECKING:
    from tests.kyotsu.conftest import Project

pytestmark = pytest.mark.engine
TENANT = "meti-kenshu"
STACK = f"local.{TENANT}"


def test_an_engine_killed_in_the_middle_leaves_nothing_twice(small_stage: Project) -> None:
    running = small_stage.start("local", "up")
    _wait_for(lambda: _created(small_stage) >= 5)
    engines_below(running.pid)[0].kill()
    output, _ = running.communicate(timeout=600)
    assert running.returncode == 1, output
    assert "run this again" in output

    small_stage.must("local", "up")
    assert "unchanged" in small_stage.must("preview", "--tenant", TENANT)
    _assert_nothing_twice(small_stage)


def test_interrupting_a_run_ends_it_and_the_next_one_finishes(small_stage: Project) -> None:
    running = small_stage.start("local", "up")
    _wait_for(lambda: _created(small_stage) >= 5)
    # A terminal sends Ctrl-C to every process of the foreground group.
    os.killpg(running.pid, signal.SIGINT)
    output, _ = running.communicate(timeout=600)
    assert running.returncode == 130, output
    assert "interrupted; run the same command again to finish" in output

    small_stage.must("local", "up")
    _assert_nothing_twice(small_stage)


def test_a_killed_emulator_whose_port_is_taken_is_noticed_and_the_stage_rebuilt(
    small_stage: Project,
) -> None:
    small_stage.must("local", "up")
    first = small_stage.account_of(TENANT)
    port = _port(small_stage)
    emulator = psutil.Process(_emulator(small_stage)["pid"])
    emulator.kill()
    emulator.wait(timeout=10)

    refused = small_stage.run("preview")
    assert refused.returncode == 3
    assert "the local stage isn't running" in refused.stdout

    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind(("127.0.0.1", port))
        squatter.listen()
        output = small_stage.must("local", "up")
    assert "built anew" in output
    assert _port(small_stage) != port
    assert small_stage.account_of(TENANT) != first
    ec2 = small_stage.client("ec2", small_stage.account_of(TENANT))
    assert ec2.describe_vpcs(VpcIds=[small_stage.outputs(STACK)["vpc_id"]])["Vpcs"]


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
    keys = project.client("kms", account).list_keys()["Keys"]
    assert len(keys) == state["aws:kms/key:Key"]
    accounts = project.client("organizations").list_accounts()["Accounts"]
    names = Counter(found["Name"] for found in accounts)
    assert max(names.values()) == 1

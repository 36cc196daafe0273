"""What the host answers, asked over gRPC as the engine asks; no engine is needed."""

from __future__ import annotations

import json
import os
import platform
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import grpc
import pytest
from google.protobuf import empty_pb2
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import language_pb2
from pulumi.runtime.proto.language_pb2_grpc import LanguageRuntimeStub

from tests.processes import runs

SLEEPER = "import os, time; os.write(1, b'%d' % os.getpid()); time.sleep(600)"
# Stands for the engine: starts the host, tells about it, and waits to be killed.
STAND_IN = """
import subprocess, sys, time
host = subprocess.Popen([sys.argv[1], "127.0.0.1:1"], stdout=subprocess.PIPE, text=True)
print(host.pid, host.stdout.readline(), flush=True)
time.sleep(600)
"""


def _info(directory: Path, **options: str) -> language_pb2.ProgramInfo:
    values = Struct()
    values.update(options)
    return language_pb2.ProgramInfo(
        root_directory=str(directory),
        program_directory=str(directory),
        entry_point=".",
        options=values,
    )


def _pack(directory: Path, text: str) -> language_pb2.RunPluginRequest:
    (directory / "__main__.py").write_text(textwrap.dedent(text), encoding="utf-8")
    return language_pb2.RunPluginRequest(
        pwd=str(directory),
        args=["127.0.0.1:1"],
        env=[f"{name}={value}" for name, value in os.environ.items()] + ["GIVEN=by=engine"],
        info=_info(directory),
        kind="analyzer",
    )


def test_about_tells_the_interpreter(host: LanguageRuntimeStub) -> None:
    about = host.About(language_pb2.AboutRequest())
    assert (about.executable, about.version) == (sys.executable, platform.python_version())


def test_the_handshake_is_answered(host: LanguageRuntimeStub) -> None:
    request = language_pb2.LanguageHandshakeRequest(engine_address="127.0.0.1:2")
    assert host.Handshake(request) == language_pb2.LanguageHandshakeResponse()


def test_the_host_is_bundled_and_has_no_version(host: LanguageRuntimeStub) -> None:
    assert host.GetPluginInfo(empty_pb2.Empty()).version == ""


def test_no_plugin_is_required_in_advance(host: LanguageRuntimeStub) -> None:
    packages = host.GetRequiredPackages(language_pb2.GetRequiredPackagesRequest())
    plugins = host.GetRequiredPlugins(language_pb2.GetRequiredPluginsRequest())
    assert (len(packages.packages), len(plugins.plugins)) == (0, 0)


def test_installing_says_that_there_is_nothing_to_install(host: LanguageRuntimeStub) -> None:
    said = [r.stdout for r in host.InstallDependencies(language_pb2.InstallDependenciesRequest())]
    assert len(said) == 1
    assert said[0].startswith(b"Nothing to install: programs run with ")


@pytest.mark.parametrize(("transitive", "listed"), [(True, True), (False, False)])
def test_dependencies_of_dependencies_are_listed_on_request(
    host: LanguageRuntimeStub, transitive: bool, listed: bool
) -> None:
    answer = host.GetProgramDependencies(
        language_pb2.GetProgramDependenciesRequest(transitiveDependencies=transitive)
    )
    assert ("grpcio" in {d.name for d in answer.dependencies}) is listed


def test_code_generation_is_not_implemented(host: LanguageRuntimeStub) -> None:
    with pytest.raises(grpc.RpcError) as caught:
        host.GenerateProject(language_pb2.GenerateProjectRequest())
    assert caught.value.code() == grpc.StatusCode.UNIMPLEMENTED


def test_plugins_other_than_policy_packs_are_refused(
    host: LanguageRuntimeStub, tmp_path: Path
) -> None:
    request = language_pb2.RunPluginRequest(kind="resource", info=_info(tmp_path))
    with pytest.raises(grpc.RpcError) as caught:
        list(host.RunPlugin(request))
    assert "runs policy packs, not plugins of the kind 'resource'" in str(caught.value.details())


def test_another_virtual_environment_is_refused(host: LanguageRuntimeStub, tmp_path: Path) -> None:
    answer = host.Run(language_pb2.RunRequest(info=_info(tmp_path, virtualenv="other")))
    assert f"asks for {tmp_path / 'other'}, but this language host runs" in answer.error


def test_a_pack_is_streamed_with_its_exit_status(host: LanguageRuntimeStub, tmp_path: Path) -> None:
    request = _pack(
        tmp_path,
        """
        import os, sys
        print(os.environ["GIVEN"], os.getcwd())
        print("oh", file=sys.stderr)
        sys.exit(3)
        """,
    )
    pieces = list(host.RunPlugin(request))
    assert b"".join(p.stdout for p in pieces) == f"by=engine {tmp_path}\n".encode()
    assert b"".join(p.stderr for p in pieces) == b"oh\n"
    assert pieces[-1].exitcode == 3


def test_what_a_pack_says_comes_while_it_runs(host: LanguageRuntimeStub, tmp_path: Path) -> None:
    call = host.RunPlugin(_pack(tmp_path, "import os, time; os.write(1, b'now'); time.sleep(600)"))
    assert next(call).stdout == b"now"
    call.cancel()


@pytest.mark.parametrize("way", ["call", "cancel"])
def test_a_pack_ends_when_it_is_not_wanted_any_more(
    host: LanguageRuntimeStub, tmp_path: Path, way: str
) -> None:
    call = host.RunPlugin(_pack(tmp_path, SLEEPER))
    pid = int(next(call).stdout)
    if way == "call":
        call.cancel()
    else:
        host.Cancel(empty_pb2.Empty())
    _until_gone(pid)


def test_the_host_ends_with_the_engine_and_takes_its_children_along(
    shim: Path, tmp_path: Path
) -> None:
    engine = subprocess.Popen(
        [sys.executable, "-c", STAND_IN, str(shim)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert engine.stdout is not None
    host, port = map(int, engine.stdout.readline().split())
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        pack = _pack(tmp_path, SLEEPER)
        child = int(next(LanguageRuntimeStub(channel).RunPlugin(pack)).stdout)
        engine.send_signal(signal.SIGKILL)
        engine.wait()
        _until_gone(host)
        _until_gone(child)


def test_the_host_started_by_hand_says_who_starts_it(shim: Path) -> None:
    answer = subprocess.run([shim], capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stderr) == (
        1,
        "usage: pulumi-language-python [FLAG...] ENGINE_ADDRESS (Pulumi starts it)\n",
    )


def test_a_program_that_cannot_reach_the_engine_says_so_itself(tmp_path: Path) -> None:
    order = {
        "project": "p",
        "stack": "s",
        "organization": "o",
        "root_directory": str(tmp_path),
        "monitor": "",
        "engine": "",
        "dry_run": True,
        "parallel": 1,
        "config": {},
        "secret_keys": [],
        "program": str(tmp_path / "absent"),
        "arguments": [],
    }
    answer = subprocess.run(
        [sys.executable, "-P", "-m", "localcloud.engine.language_host.program"],
        input=json.dumps(order),
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 32
    assert "Program failed with an unhandled exception" in answer.stderr


def _until_gone(pid: int) -> None:
    # Only a hang ends here; no test is about how long anything takes.
    deadline = time.monotonic() + 60
    while runs(pid):
        assert time.monotonic() < deadline, f"process {pid} is still there"
        time.sleep(0.02)

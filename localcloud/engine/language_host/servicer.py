"""The `LanguageRuntime` service: what the engine asks of a language host.

Requests and answers are described in proto/pulumi/language.proto of pulumi/pulumi; the SDK's stubs
carry the same text. What isn't defined here answers UNIMPLEMENTED, which the engine expects of
hosts that can't do it (code generation, packing, linking).
"""

from __future__ import annotations

import json
import platform
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import empty_pb2, json_format
from pulumi.runtime.proto import language_pb2, language_pb2_grpc, plugin_pb2

from localcloud.engine.language_host.children import Child, describe_status, python_command
from localcloud.engine.language_host.dependencies import installed_distributions

PROGRAM = "localcloud.engine.language_host.program"
# What program.py ends with after it has shown the error itself; the official hosts use the same.
BAIL = 32


class LanguageRuntime(language_pb2_grpc.LanguageRuntimeServicer):
    """Serves one engine, whose address is the host's last argument."""

    def __init__(self, engine_address: str) -> None:
        self._engine = engine_address
        self._children: set[Child] = set()
        self._lock = threading.Lock()

    def Handshake(self, request: Any, context: Any) -> Any:  # noqa: D102, N802 - the protocol's
        self._engine = request.engine_address or self._engine
        return language_pb2.LanguageHandshakeResponse()

    def GetPluginInfo(self, request: Any, context: Any) -> Any:  # noqa: D102, N802 - the protocol's
        # No version: the host is bundled with the CLI that starts it.
        return plugin_pb2.PluginInfo()

    def GetRequiredPackages(self, request: Any, context: Any) -> Any:  # noqa: D102, N802
        # None in advance: each provider is looked for when the program first asks for it, so that
        # one found on PATH is used and nothing is fetched that the program doesn't use.
        return language_pb2.GetRequiredPackagesResponse()

    def GetRequiredPlugins(self, request: Any, context: Any) -> Any:  # noqa: D102, N802
        return language_pb2.GetRequiredPluginsResponse()

    def About(self, request: Any, context: Any) -> Any:  # noqa: D102, N802 - the protocol's
        return language_pb2.AboutResponse(
            executable=sys.executable, version=platform.python_version()
        )

    def GetProgramDependencies(self, request: Any, context: Any) -> Any:  # noqa: D102, N802
        return language_pb2.GetProgramDependenciesResponse(
            dependencies=[
                language_pb2.DependencyInfo(name=name, version=version)
                for name, version in installed_distributions(request.transitiveDependencies)
            ]
        )

    def InstallDependencies(  # noqa: D102, N802 - the protocol's
        self, request: Any, context: Any
    ) -> Iterator[Any]:
        said = f"Nothing to install: programs run with {sys.executable}, which `make` prepares.\n"
        yield language_pb2.InstallDependenciesResponse(stdout=said.encode())

    def Run(self, request: Any, context: Any) -> Any:  # noqa: D102, N802 - the protocol's
        if trouble := _other_interpreter(request.info):
            return language_pb2.RunResponse(error=trouble)
        # On standard input, because a command line and an environment can be read by others, and
        # hold no more than 128 KB a value.
        order = {
            "project": request.project,
            "stack": request.stack,
            "organization": request.organization or "organization",
            "root_directory": request.info.root_directory,
            "monitor": request.monitor_address,
            "engine": self._engine,
            "dry_run": request.dryRun,
            "parallel": request.parallel,
            "config": dict(request.config),
            "secret_keys": list(request.configSecretKeys),
            "program": str(Path(request.info.program_directory) / request.info.entry_point),
            "arguments": list(request.args),
        }
        command = python_command("-m", PROGRAM)
        child = Child(command, directory=request.pwd, piped=False)
        with self._kept(child, context):
            child.give(json.dumps(order).encode())
            status = child.wait()
        if status == 0:
            return language_pb2.RunResponse()
        if status == BAIL:
            return language_pb2.RunResponse(bail=True)
        return language_pb2.RunResponse(error=describe_status(status))

    def RunPlugin(  # noqa: D102, N802 - the protocol's
        self, request: Any, context: Any
    ) -> Iterator[Any]:
        if request.kind != "analyzer":
            context.abort(
                grpc.StatusCode.UNIMPLEMENTED,
                f"this language host runs policy packs, not plugins of the kind {request.kind!r}; "
                "the official pulumi-language-python does",
            )
        if trouble := _other_interpreter(request.info):
            context.abort(grpc.StatusCode.FAILED_PRECONDITION, trouble)
        directory = request.info.program_directory
        command = python_command("-m", "pulumi.policy", *request.args, directory)
        environment = dict(entry.split("=", 1) for entry in request.env if "=" in entry)
        child = Child(command, directory=request.pwd, environment=environment or None, piped=True)
        with self._kept(child, context):
            for stream, piece in child.outputs():
                if stream == "stdout":
                    yield language_pb2.RunPluginResponse(stdout=piece)
                else:
                    yield language_pb2.RunPluginResponse(stderr=piece)
            yield language_pb2.RunPluginResponse(exitcode=child.wait())

    def Cancel(self, request: Any, context: Any) -> Any:  # noqa: D102, N802 - the protocol's
        self.end_children()
        return empty_pb2.Empty()

    def end_children(self) -> None:
        """Ask everything that still runs to end."""
        with self._lock:
            children = list(self._children)
        for child in children:
            child.end()

    @contextmanager
    def _kept(self, child: Child, context: Any) -> Generator[None, None, None]:
        with self._lock:
            self._children.add(child)
        # The engine ends a call that it no longer wants, for instance on Ctrl-C.
        if not context.add_callback(child.end):
            child.end()
        try:
            yield
        finally:
            child.end()
            with self._lock:
                self._children.discard(child)


def _other_interpreter(info: Any) -> str | None:
    """Say so if Pulumi.yaml asks for a virtual environment that isn't the one we run in."""
    wanted = json_format.MessageToDict(info.options).get("virtualenv")
    if not wanted:
        return None
    prefix = (Path(info.root_directory) / str(wanted)).resolve()
    if prefix == Path(sys.prefix).resolve():
        return None
    return (
        f"`runtime.options.virtualenv` asks for {prefix}, but this language host runs programs "
        f"with {sys.executable}; take the option out, or put the official pulumi-language-python "
        "on PATH"
    )

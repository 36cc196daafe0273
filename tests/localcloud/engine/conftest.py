"""The fixtures that give a test its machine and its network."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from localcloud.engine.settings import Settings
from tests.localcloud.engine.world import VERSION, Machine, Recorder, Release, make_archive


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine with nothing on it and a network that refuses at once."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("KYOTSU_")},
        # `sh` and its tools, but no `go` and no `pulumi` that this machine may have.
        "PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin",
    }
    settings = Settings(
        version=VERSION,
        cache=tmp_path / "cache",
        environment=environment,
        shims=tmp_path / "project" / ".local" / "bin",
        # Port 1 of loopback: nobody listens there.
        archives="http://127.0.0.1:1/sdk",
        checksums="http://127.0.0.1:1/releases",
    )
    return Machine(root=tmp_path, settings=settings)


@pytest.fixture
def official() -> bytes:
    """An archive laid out like the official one."""
    return make_archive(
        {
            "pulumi/pulumi": f"#!/bin/sh\necho v{VERSION}\n",
            "pulumi/pulumi-language-python": "#!/bin/sh\n",
        }
    )


@pytest.fixture
def release() -> Iterator[Release]:
    """A server on loopback for the official addresses, empty at first."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(self.path)
            body = served.files.get(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header(
                "Content-Length", str(len(body or b"") + served.withheld.get(self.path, 0))
            )
            self.end_headers()
            self.wfile.write(body or b"")

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served = Release(address=f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield served
    server.shutdown()
    server.server_close()


@pytest.fixture
def online(machine: Machine, release: Release) -> Machine:
    """The same machine, reaching `release`."""
    machine.settings = replace(
        machine.settings,
        archives=f"{release.address}/sdk",
        checksums=f"{release.address}/releases",
    )
    return machine


@pytest.fixture
def recorder() -> Recorder:
    """A Progress that remembers."""
    return Recorder()

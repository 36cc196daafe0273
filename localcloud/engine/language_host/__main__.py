"""Start the host as the engine does: `... [FLAG...] ENGINE_ADDRESS`. Prints its port, then serves.

Ends when the engine does: on its signal, or when it is no longer our parent.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import grpc

from localcloud.engine.language_host.light import leave_out_the_sdk

leave_out_the_sdk()

from pulumi.runtime.proto import language_pb2_grpc  # noqa: E402 - after the line above

from localcloud.engine.language_host.servicer import LanguageRuntime  # noqa: E402 - the same

_LOOK_EVERY_SECONDS = 0.5
# A program and every policy pack hold a thread for as long as they run.
_THREADS = 64


def main() -> None:
    """Serve until the engine is gone."""
    over = threading.Event()

    def end(number: int, frame: object) -> None:
        over.set()

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    engine, parent = sys.argv[-1], os.getppid()
    runtime = LanguageRuntime(engine)
    server = grpc.server(ThreadPoolExecutor(max_workers=_THREADS))
    language_pb2_grpc.add_LanguageRuntimeServicer_to_server(runtime, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)
    while not over.wait(_LOOK_EVERY_SECONDS) and os.getppid() == parent:
        pass
    server.stop(grace=0)
    # Not sys.exit, which would wait for the threads, and they wait for children. Those die with us.
    os._exit(0)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: pulumi-language-python [FLAG...] ENGINE_ADDRESS (Pulumi starts it)")
    main()

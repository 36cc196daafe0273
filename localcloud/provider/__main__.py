"""The plugin process: ``python -m localcloud.provider``, started by Pulumi's engine."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import signal
import sys
import threading
import types
from concurrent.futures import ThreadPoolExecutor

WORKERS = 16
GRACE_SECONDS = 30


def _stubs_only() -> None:
    """Make the SDK's gRPC stubs importable without importing the SDK (0.6 s, measured)."""
    home = importlib.util.find_spec("pulumi")
    if home is None or not home.submodule_search_locations:
        return
    root = home.submodule_search_locations[0]
    for name, path in (
        ("pulumi", root),
        ("pulumi.runtime", f"{root}/runtime"),
        ("pulumi.runtime.proto", f"{root}/runtime/proto"),
    ):
        package = types.ModuleType(name)
        package.__path__ = [path]
        sys.modules[name] = package


def _outlive(engine: int, stop: threading.Event) -> None:
    """Notice that the engine is gone (killed, perhaps), so that no plugin is left behind."""
    while not stop.wait(1):
        if os.getppid() != engine:
            stop.set()


def main() -> None:
    """Serve until the engine ends the process or is gone; what has begun is finished."""
    for name in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE"):
        os.environ.pop(name, None)
    _stubs_only()
    import grpc
    from pulumi.runtime.proto import provider_pb2_grpc

    from localcloud.provider.service import Service

    unlimited = [("grpc.max_send_message_length", -1), ("grpc.max_receive_message_length", -1)]
    server = grpc.server(ThreadPoolExecutor(max_workers=WORKERS), options=unlimited)
    service = Service(importlib.metadata.version("pulumi-aws"))
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(service, server)
    port = server.add_insecure_port("127.0.0.1:0")
    stop = threading.Event()
    engine = os.getppid()
    in_good_order = threading.Event()

    def end(number: int, _frame: object) -> None:
        """SIGINT is the engine's: plugins are in a process group of their own."""
        if number == signal.SIGINT and os.getppid() == engine:
            in_good_order.set()
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    server.start()
    print(port, flush=True)  # the protocol: the port is the first line
    threading.Thread(target=_outlive, args=(engine, stop), daemon=True).start()
    threading.Thread(target=_warm, daemon=True).start()
    stop.wait()
    server.stop(GRACE_SECONDS).wait()
    if in_good_order.is_set():
        service.settle()


def _warm() -> None:
    """Load botocore while the engine is still talking about the schema."""
    importlib.import_module("botocore.session")


if __name__ == "__main__":
    main()

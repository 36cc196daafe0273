"""The SDK's gRPC stubs, without the SDK.

`import pulumi.runtime.proto` runs `pulumi/__init__.py`, and with it the whole SDK, of which the
host needs nothing. The host starts at every preview, and this is most of its start: measured 0.4 s
without, 1.2 s with. So the two packages on the way are entered without being run. Only the host's
own process does this; programs and policy packs run in others.
"""

from __future__ import annotations

import importlib.util
import sys
import types


def _enter_without_running(package: str) -> None:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.submodule_search_locations is None:
        raise ImportError(f"{package} is not installed for {sys.executable}")
    module = types.ModuleType(package)
    module.__path__ = list(spec.submodule_search_locations)
    module.__spec__ = spec
    sys.modules[package] = module


for _package in ("pulumi", "pulumi.runtime"):
    if _package not in sys.modules:
        _enter_without_running(_package)

from pulumi.runtime.proto import (  # noqa: E402 - only after the packages were entered
    language_pb2,
    language_pb2_grpc,
    plugin_pb2,
)

__all__ = ["language_pb2", "language_pb2_grpc", "plugin_pb2"]

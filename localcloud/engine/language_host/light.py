"""The SDK's gRPC stubs, without the SDK.

`import pulumi.runtime.proto` runs `pulumi/__init__.py`, and with it the whole SDK, of which the
host needs nothing. The host starts at every preview, and this is most of its start: measured 0.4 s
without, 1.2 s with. So the two packages on the way are entered without being run. Only the host's
own process may do this; programs and policy packs run in others.
"""

from __future__ import annotations

import importlib.util
import sys
import types


def leave_out_the_sdk() -> None:
    """Let `pulumi.runtime.proto` be imported without running `pulumi` and `pulumi.runtime`.

    Raises ImportError when the SDK isn't installed for this interpreter.
    """
    for package in ("pulumi", "pulumi.runtime"):
        spec = importlib.util.find_spec(package)
        if spec is None or spec.submodule_search_locations is None:
            raise ImportError(f"{package} is not installed for {sys.executable}")
        module = types.ModuleType(package)
        module.__path__ = list(spec.submodule_search_locations)
        module.__spec__ = spec
        sys.modules[package] = module

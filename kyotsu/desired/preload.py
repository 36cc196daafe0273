"""Imported once, before workers are forked: each of them then starts with the whole SDK at hand.

What is imported here comes from the folders at the head of `sys.path`: those of the revision that
is evaluated.
"""

import gc
import re
from importlib import import_module
from pathlib import Path
from typing import Final

import components

_NEEDED: Final = ("infra.program", "kyotsu.desired.evaluate", "kyotsu.desired.worker")

_SERVICE: Final = re.compile(r"\baws\.([a-z0-9_]+)\.[A-Z]")


def _warm() -> None:
    """Import what workers run, and the services that components name.

    `pulumi_aws` by itself would import a service when it is first used: in each worker anew.
    """
    for module in _NEEDED:
        import_module(module)
    sources = (path.read_text("utf-8") for path in Path(*components.__path__).rglob("*.py"))
    for service in sorted({name for source in sources for name in _SERVICE.findall(source)}):
        import_module(f"pulumi_aws.{service}")


_warm()
# Out of the collector's sight, and so never copied by a worker whose collector touches them.
gc.collect()
gc.freeze()

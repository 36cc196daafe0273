"""What the installed pulumi_aws takes and gives, read from its generated classes."""

from __future__ import annotations

import functools
import inspect
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pulumi_aws

ROOT = Path(inspect.getfile(pulumi_aws)).parent
_REGISTERED = re.compile(r"__init__\(\s+'(aws:[\w]+/[\w]+:(\w+))'")


@dataclass(frozen=True)
class SdkType:
    inputs: frozenset[str]
    properties: frozenset[str]
    """Inputs and outputs."""


@functools.cache
def files() -> Mapping[str, Path]:
    """The file of each resource type, by the token that the class registers."""
    found: dict[str, Path] = {}
    for path in ROOT.rglob("*.py"):
        for match in _REGISTERED.finditer(path.read_text("utf-8")):
            found[match[1]] = path
    return found


def sdk_type(token: str) -> SdkType:
    name = token.rsplit(":", 1)[1]
    # By way of the package: importing the module itself would spoil the SDK's lazy packages.
    package = getattr(pulumi_aws, files()[token].relative_to(ROOT).parts[0])
    cls: type = getattr(package, name)
    module = sys.modules[cls.__module__]
    args = getattr(module, f"{name}InitArgs", None) or getattr(module, f"{name}Args")
    return SdkType(_names(args), _names(cls))


def _names(cls: type) -> frozenset[str]:
    found = inspect.getmembers(cls, lambda member: isinstance(member, property))
    return frozenset(getattr(member.fget, "_pulumi_name", name) for name, member in found)

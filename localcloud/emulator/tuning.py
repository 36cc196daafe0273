"""Making moto do once what it does for every request or every account. No answer changes.

Measured: AWS-managed IAM policies, 0.8 s and 50 MB an account; the list of moto's modules (175
looks at the disk) and of a service's operations, a third of the time of every request.
"""

from __future__ import annotations

import functools
import os
from typing import Any


def tune() -> None:
    """Load AWS-managed policies and share them among accounts; remember what never changes."""
    os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
    from moto import backends
    from moto.core import responses, utils
    from moto.iam import models

    original: Any = models.IAMBackend._init_aws_policies  # pyright: ignore[reportPrivateUsage] # moto has no setting for it
    if getattr(original, "shared", False):
        return
    loaded: list[Any] = []

    def init_aws_policies(self: Any) -> Any:
        if not loaded:
            loaded.append(original(self))
        return loaded[0]

    init_aws_policies.shared = True  # pyright: ignore[reportFunctionMemberAccess] # marks the patch
    models.IAMBackend._init_aws_policies = init_aws_policies  # pyright: ignore[reportPrivateUsage] # as above
    modules = tuple(backends.list_of_moto_modules())
    backends.list_of_moto_modules = lambda: iter(modules)
    of_class: Any = utils.method_names_from_class
    setattr(responses, "method_names_from_class", functools.cache(of_class))  # noqa: B010 - not exported

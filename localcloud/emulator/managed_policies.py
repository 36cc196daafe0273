"""AWS-managed IAM policies in moto, once a process.

moto makes all 1,400 of them anew for every account (0.8 s and 50 MB each, measured); they are the
same for all, so the accounts share the first account's.
"""

from __future__ import annotations

import os
from typing import Any


def share() -> None:
    """Load AWS-managed policies, and let all accounts of this process share them."""
    os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
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

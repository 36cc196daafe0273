"""AWS's own managed policies, as moto ships them: what they said on the day of its release.

moto's data is made from AWS's own list (https://docs.aws.amazon.com/aws-managed-policy/), and AWS
changes such policies as it likes. So nothing is ever proved by what one doesn't allow, and what one
allows is told with the version that was read (docs/adr/0016). Where moto isn't installed, nothing
is known of any of them.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, Final, cast

from kyotsu.proof.access.policy.document import read_policy
from kyotsu.proof.access.policy.elements import NotUnderstood
from kyotsu.proof.access.policy.statement import Policy
from kyotsu.proof.verdict import Source

PREFIX: Final = "arn:aws:iam::aws:policy"
_PACKAGE: Final = "moto"
_DATA: Final = Path("iam/aws_managed_policies.py")
_NAME: Final = "aws_managed_policies_data"


def is_aws_managed(arn: str) -> bool:
    """Return whether an ARN is one of AWS's own policies."""
    return arn.startswith(f"{PREFIX}/")


@cache
def aws_managed(arn: str) -> Policy | None:
    """Return a policy's text; None for one that the data doesn't have, or that can't be read."""
    found = _by_arn().get(arn)
    if found is None:
        return None
    source = Source(urn=arn, line=f"{found['DefaultVersionId']}, moto {version(_PACKAGE)}")
    try:
        return read_policy(found["Document"], source)
    except NotUnderstood:
        return None


def data_version() -> str:
    """Return which day's policies these are, for whatever is kept of what they say."""
    return version(_PACKAGE) if find_spec(_PACKAGE) else ""


@cache
def _by_arn() -> Mapping[str, Mapping[str, Any]]:
    """Return all policies, some 1,600 of 5 MB. The package itself, and boto3, aren't loaded."""
    package = find_spec(_PACKAGE)
    if package is None or package.origin is None:
        return {}
    path = Path(package.origin).parent / _DATA
    spec = spec_from_file_location(_NAME, path)
    if spec is None or spec.loader is None or not path.exists():
        return {}
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    found = cast("dict[str, dict[str, Any]]", json.loads(getattr(module, _NAME)))
    return {f"{PREFIX}{one['Path']}{name}": one for name, one in found.items()}

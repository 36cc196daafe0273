"""Resources that let somebody in by means that this model doesn't read: they are named."""

from collections.abc import Mapping
from typing import Any, Final, cast

from kyotsu.desired.graph import Resource
from kyotsu.proof.access.reading.endpoints import ENDPOINT
from kyotsu.proof.access.reading.kinds import KINDS
from kyotsu.proof.access.reading.names import Names
from kyotsu.proof.access.reading.problems import Problems
from kyotsu.proof.access.reading.read_document import placed
from tenancy.vocabulary import Text

_READ_ELSEWHERE: Final = frozenset(
    {
        ENDPOINT,
        "aws:iam/role:Role",
        "aws:iam/rolePolicy:RolePolicy",
        "aws:iam/policy:Policy",
        "aws:organizations/policy:Policy",
        "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
    }
)
_OF_KINDS: Final = frozenset(
    made for kind in KINDS.values() for made in (*kind.policies, *kind.grants)
)
_SHARING: Final = frozenset(
    {
        # They name whom they let in, and have no document.
        "aws:ec2/amiLaunchPermission:AmiLaunchPermission",
        "aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission",
        "aws:lambda/layerVersionPermission:LayerVersionPermission",
        "aws:s3control/accessGrant:AccessGrant",
    }
)
_ACLS: Final = frozenset({"aws:s3/bucketAcl:BucketAcl"})
_PRIVATE: Final = (None, "private", "bucket-owner-full-control", "log-delivery-write")


def note_if_not_modelled(names: Names, problems: Problems, resource: Resource) -> None:
    """Name a resource that carries a policy, or lets somebody in, which this model doesn't read."""
    if resource.type in _READ_ELSEWHERE or resource.type in _OF_KINDS:
        return
    kind = resource.type.rpartition(":")[2]
    if resource.type in _SHARING or (
        resource.type in _ACLS and resource.inputs.get("acl") not in _PRIVATE
    ):
        reason = Text(
            ja=f"{placed(resource)}({kind})が誰に何を許すかは扱えません。",
            en=f"{placed(resource)} is a {kind}; whom it lets in isn't modelled",
        )
    elif _carries_policy(resource.inputs):
        reason = Text(
            ja=f"{placed(resource)}({kind})のポリシーは扱えません。",
            en=f"{placed(resource)} is a {kind}, whose policy isn't modelled",
        )
    else:
        return
    problems.add(names.account_of(resource), reason)


def _carries_policy(value: object) -> bool:
    if isinstance(value, str):
        return '"Statement"' in value and value.lstrip().startswith("{")
    if isinstance(value, Mapping):
        items = cast("Mapping[str, Any]", value)
        return "Statement" in items or any(map(_carries_policy, items.values()))
    if isinstance(value, list):
        return any(map(_carries_policy, cast("list[Any]", value)))
    return False

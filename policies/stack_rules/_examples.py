"""What the example stacks are made of: one tenant of a prod stage, and one foundation."""

import json
from collections.abc import Mapping
from typing import Any, Final

from policies.facts import Facts
from policies.graph import PROVIDER, REFERENCE, Node

OWN: Final = "111111111111"
OTHER: Final = "222222222222"
STACK: Final = "prod.soumu-shinsei"
TAGS: Final = {"Stage": "prod", "Ministry": "soumu", "System": "shinsei", "ManagedBy": "kyotsu"}
ARCHIVE: Final = "kyotsu-prod-log-archive"

TENANT: Final = Facts(
    stage="prod",
    tenant="soumu-shinsei",
    regions=("ap-northeast-1", "ap-northeast-3"),
    tags=TAGS,
    archive_bucket=ARCHIVE,
    archive_days=1827,
    block="10.128.0.0/20",
    blocks={"soumu-shinsei": "10.128.0.0/20", "mof-shunou": "10.128.16.0/20"},
    from_internet=True,
    backups_copied=True,
)
FOUNDATION: Final = Facts(
    stage="prod",
    tenant=None,
    regions=("ap-northeast-1", "ap-northeast-3"),
    tags={"Stage": "prod", "ManagedBy": "kyotsu"},
    archive_bucket=ARCHIVE,
    archive_days=1827,
    blocks=TENANT.blocks,
)


def settings(
    account: str = OWN, region: str = "ap-northeast-1", tags: Mapping[str, str] = TAGS
) -> dict[str, Any]:
    """Return a provider's properties, as the engine keeps them."""
    return {
        "region": region,
        "allowedAccountIds": json.dumps([account]),
        "defaultTags": json.dumps({"tags": dict(tags)}),
    }


def urn(token: str, name: str) -> str:
    """Return the URN of an example's resource."""
    return f"urn:pulumi:{STACK}::kyotsu::{token}::{name}"


def node(
    token: str,
    name: str,
    properties: Mapping[str, Any] | None = None,
    *,
    depends: Mapping[str, Node] | None = None,
    provider: Mapping[str, Any] | None = None,
    protect: bool = False,
) -> Node:
    """Return a resource; `depends` says where a property's value comes from."""
    return Node(
        urn=urn(token, name),
        type=token,
        name=name,
        properties=properties or {},
        depends={key: (target.urn,) for key, target in (depends or {}).items()},
        provider=settings() if provider is None else provider,
        protect=protect,
    )


def policy(*statements: Mapping[str, Any]) -> str:
    """Return a policy document."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


PROVIDER_NODE: Final = node(PROVIDER, "tenant", settings())
FOUNDATION_OUTPUTS: Final = node(
    REFERENCE,
    "prod",
    {"outputs": {"account_ids": {"soumu-shinsei": OWN, "mof-shunou": OTHER}}},
)

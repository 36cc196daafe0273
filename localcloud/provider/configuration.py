"""The provider's own configuration: what it takes, what of it matters on the local stage."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import Any, Final

from localcloud.provider.checks import Difference
from localcloud.provider.errors import LocalProviderError
from localcloud.provider.values import same
from localcloud.provider.vocabulary import Props
from localcloud.provider.wire import reveal

NESTED: Final = (
    "assumeRoles",
    "assumeRole",
    "defaultTags",
    "endpoints",
    "ignoreTags",
    "allowedAccountIds",
    "forbiddenAccountIds",
    "assumeRoleWithWebIdentity",
)
"""Configuration that the SDK sends as JSON text."""
REPLACING: Final = (
    "region",
    "assumeRoles",
    "assumeRole",
    "profile",
    "accessKey",
    "allowedAccountIds",
)
"""What names another account or place: resources made with it can't be carried over."""
START: Final = "start the local stage with `kyotsu local up`"


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """What a provider of the local stage was told."""

    region: str
    endpoint: str
    roles: tuple[str, ...] = ()
    default_tags: dict[str, str] = field(default_factory=dict[str, str])
    allowed_accounts: tuple[str, ...] = ()
    forbidden_accounts: tuple[str, ...] = ()
    access_key: str = "local"
    secret_key: str = "local"  # noqa: S105 - moto takes any


def parse(raw: Props) -> Props:
    """Return the configuration as plain values, with its JSON texts read."""
    plain: Props = reveal(raw)
    for key in NESTED:
        value = plain.get(key)
        if isinstance(value, str):
            try:
                plain[key] = json.loads(value)
            except ValueError:
                raise LocalProviderError(f"aws:{key} is not JSON: {value!r}") from None
    return plain


def configuration(raw: Props) -> Configuration:
    """Read the provider's inputs and, where they are silent, the environment."""
    plain = parse(raw)
    region = plain.get("region") or os.environ.get("AWS_REGION")
    region = region or os.environ.get("AWS_DEFAULT_REGION")
    if not isinstance(region, str):
        raise LocalProviderError("aws:region is not set, and neither is AWS_REGION")
    endpoint = _endpoint(plain) or os.environ.get("AWS_ENDPOINT_URL")
    if not endpoint:
        raise LocalProviderError(
            f"the local provider knows no endpoint: AWS_ENDPOINT_URL is not set; {START}"
        )
    return Configuration(
        region=region,
        endpoint=endpoint,
        roles=roles_of(plain),
        default_tags=default_tags_of(plain),
        allowed_accounts=tuple(plain.get("allowedAccountIds") or ()),
        forbidden_accounts=tuple(plain.get("forbiddenAccountIds") or ()),
        access_key=plain.get("accessKey") or os.environ.get("AWS_ACCESS_KEY_ID") or "local",
        secret_key=plain.get("secretKey") or "local",
    )


def _endpoint(plain: Props) -> str | None:
    """Return the one endpoint of all services; two different ones are refused."""
    found: set[str] = set()
    endpoints = plain.get("endpoints") or []
    for block in endpoints if isinstance(endpoints, list) else [endpoints]:
        found |= {str(url) for url in block.values() if url}
    if len(found) > 1:
        raise LocalProviderError(
            f"aws:endpoints names {len(found)} different endpoints; the local stage has one"
        )
    return found.pop() if found else None


def roles_of(plain: Props) -> tuple[str, ...]:
    """Return the roles to assume, one after the other; a block without a role is refused."""
    blocks: list[Any] = list(plain.get("assumeRoles") or [])
    single = plain.get("assumeRole")
    blocks += single if isinstance(single, list) else [single] if single else []
    for block in blocks:
        if not block.get("roleArn"):
            raise LocalProviderError(
                f"a block of aws:assumeRoles has no roleArn, but {sorted(block)}; in Python, "
                f"write it as aws.ProviderAssumeRoleArgs(role_arn=...)"
            )
    return tuple(str(block["roleArn"]) for block in blocks)


def default_tags_of(plain: Props) -> dict[str, str]:
    """Return the tags that every resource gets."""
    block: Any = plain.get("defaultTags") or {}
    return {str(key): str(value) for key, value in (block.get("tags") or {}).items()}


def diff_config(olds: Props, news: Props) -> Difference:
    """Compare two configurations. Another region, role or account replaces everything."""
    before, after = parse(olds), parse(news)
    found = Difference()
    for key in sorted({*before, *after} - {"version", "__defaults"}):
        if same(before.get(key), after.get(key)):
            continue
        found.kinds[key] = "update"
        if key in REPLACING and before.get(key) is not None:
            found.replaces.append(key)
    return found

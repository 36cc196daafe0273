"""What the EC2 types share."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.values import at
from localcloud.provider.vocabulary import Tags


def first(context: Context, operation: str, ids: str, result: str) -> Any:
    """Describe one thing by its id."""
    return at(context.call(operation, **{ids: [context.id]}), f"{result}.0")


def adopted(kind: str) -> Tags:
    """Tags of what AWS makes by itself: there is no creation to give them to."""
    return replace(tagging.ec2(kind), create=None)


PROTOCOLS: Final = {"icmp": "1", "tcp": "6", "udp": "17", "icmpv6": "58", "all": "-1"}


def number(protocol: Any) -> str:
    """Return an IP protocol by its number, as AWS tells it in network ACLs."""
    return PROTOCOLS.get(str(protocol).lower(), str(protocol))

"""What the types of Organizations share."""

from __future__ import annotations

from localcloud.provider import tagging

TAGS = tagging.listed(target={"ResourceId": "$id"}, read="list_tags_for_resource")

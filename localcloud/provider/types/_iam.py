"""What the IAM types share."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

from localcloud.provider import tagging
from localcloud.provider.vocabulary import Tags


def text(value: Any) -> str | None:
    """Return a policy as IAM gives it back: percent-encoded text, or already read by botocore."""
    if value is None:
        return None
    return unquote(value) if isinstance(value, str) else json.dumps(value)


def tags(kind: str, parameter: str, source: str = "$id") -> Tags:
    return tagging.listed(
        target={parameter: source},
        tag=f"tag_{kind}",
        untag=f"untag_{kind}",
        tags_param="Tags",
        keys_param="TagKeys",
    )


POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*"}],
    }
)
